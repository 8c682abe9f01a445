-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "instructorKeyHash" CHAR(64),
ADD COLUMN     "instructorName" VARCHAR(40),
ADD COLUMN     "instructorSince" TIMESTAMPTZ(3);
