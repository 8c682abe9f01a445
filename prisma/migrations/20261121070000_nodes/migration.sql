-- AlterTable
ALTER TABLE "Lease" ADD COLUMN     "nodeCount" INTEGER;

-- CreateTable
CREATE TABLE "LeaseNode" (
    "leaseId" CHAR(20) NOT NULL,
    "node" VARCHAR(5) NOT NULL,
    "sandboxId" CHAR(20),
    "state" "LeaseState" NOT NULL DEFAULT 'preparing',
    "detail" VARCHAR(300) NOT NULL DEFAULT '',
    "endReason" "EndReason",
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LeaseNode_pkey" PRIMARY KEY ("leaseId","node")
);

-- AddForeignKey
ALTER TABLE "LeaseNode" ADD CONSTRAINT "LeaseNode_leaseId_fkey" FOREIGN KEY ("leaseId") REFERENCES "Lease"("id") ON DELETE CASCADE ON UPDATE CASCADE;
