-- CreateTable
CREATE TABLE "Placement" (
    "learnerId" CHAR(20) NOT NULL,
    "course" VARCHAR(63) NOT NULL,
    "known" VARCHAR(63)[],
    "takenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Placement_pkey" PRIMARY KEY ("learnerId","course")
);

-- CreateTable
CREATE TABLE "Certificate" (
    "code" CHAR(16) NOT NULL,
    "learnerId" CHAR(20) NOT NULL,
    "course" VARCHAR(63) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "facts" JSONB NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Certificate_pkey" PRIMARY KEY ("code")
);

-- CreateIndex
CREATE UNIQUE INDEX "Certificate_learnerId_course_key" ON "Certificate"("learnerId", "course");

-- AddForeignKey
ALTER TABLE "Placement" ADD CONSTRAINT "Placement_learnerId_fkey" FOREIGN KEY ("learnerId") REFERENCES "Learner"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Certificate" ADD CONSTRAINT "Certificate_learnerId_fkey" FOREIGN KEY ("learnerId") REFERENCES "Learner"("id") ON DELETE CASCADE ON UPDATE CASCADE;
