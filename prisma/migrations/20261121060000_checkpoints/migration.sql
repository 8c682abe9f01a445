-- CreateEnum
CREATE TYPE "CheckpointKind" AS ENUM ('own', 'automatic');

-- CreateTable
CREATE TABLE "Checkpoint" (
    "id" CHAR(20) NOT NULL,
    "learnerId" CHAR(20) NOT NULL,
    "lesson" VARCHAR(130) NOT NULL,
    "runnerUrl" VARCHAR(300) NOT NULL,
    "kind" "CheckpointKind" NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Checkpoint_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Checkpoint_learnerId_lesson_createdAt_idx" ON "Checkpoint"("learnerId", "lesson", "createdAt");

-- CreateIndex
CREATE INDEX "Checkpoint_runnerUrl_createdAt_idx" ON "Checkpoint"("runnerUrl", "createdAt");

-- AddForeignKey
ALTER TABLE "Checkpoint" ADD CONSTRAINT "Checkpoint_learnerId_fkey" FOREIGN KEY ("learnerId") REFERENCES "Learner"("id") ON DELETE CASCADE ON UPDATE CASCADE;
