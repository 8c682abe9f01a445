-- CreateEnum
CREATE TYPE "LeaseState" AS ENUM ('preparing', 'ready', 'unwell', 'stopped');

-- CreateEnum
CREATE TYPE "EndReason" AS ENUM ('learner', 'reset', 'expired', 'idle', 'died', 'operator', 'shutdown', 'lost', 'failed');

-- CreateTable
CREATE TABLE "Learner" (
    "id" CHAR(20) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Learner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "tokenHash" CHAR(64) NOT NULL,
    "learnerId" CHAR(20) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "Lease" (
    "id" CHAR(20) NOT NULL,
    "learnerId" CHAR(20) NOT NULL,
    "lesson" VARCHAR(130) NOT NULL,
    "runnerUrl" VARCHAR(300) NOT NULL,
    "sandboxId" CHAR(20),
    "state" "LeaseState" NOT NULL DEFAULT 'preparing',
    "detail" VARCHAR(300) NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "idleAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endReason" "EndReason",
    "checkpoint" CHAR(20),
    "checkpointAt" TIMESTAMPTZ(3),

    CONSTRAINT "Lease_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CheckPass" (
    "learnerId" CHAR(20) NOT NULL,
    "lesson" VARCHAR(130) NOT NULL,
    "checkId" VARCHAR(63) NOT NULL,
    "passedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sinceEventMs" INTEGER,

    CONSTRAINT "CheckPass_pkey" PRIMARY KEY ("learnerId","lesson","checkId")
);

-- CreateTable
CREATE TABLE "LessonVisit" (
    "learnerId" CHAR(20) NOT NULL,
    "lesson" VARCHAR(130) NOT NULL,
    "step" VARCHAR(63) NOT NULL,
    "visitedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LessonVisit_pkey" PRIMARY KEY ("learnerId","lesson")
);

-- CreateIndex
CREATE INDEX "Session_learnerId_idx" ON "Session"("learnerId");

-- CreateIndex
CREATE UNIQUE INDEX "Lease_sandboxId_key" ON "Lease"("sandboxId");

-- CreateIndex
CREATE INDEX "Lease_learnerId_lesson_createdAt_idx" ON "Lease"("learnerId", "lesson", "createdAt");

-- CreateIndex
CREATE INDEX "Lease_runnerUrl_endedAt_idx" ON "Lease"("runnerUrl", "endedAt");

-- CreateIndex
CREATE INDEX "LessonVisit_learnerId_visitedAt_idx" ON "LessonVisit"("learnerId", "visitedAt");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_learnerId_fkey" FOREIGN KEY ("learnerId") REFERENCES "Learner"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Lease" ADD CONSTRAINT "Lease_learnerId_fkey" FOREIGN KEY ("learnerId") REFERENCES "Learner"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CheckPass" ADD CONSTRAINT "CheckPass_learnerId_fkey" FOREIGN KEY ("learnerId") REFERENCES "Learner"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LessonVisit" ADD CONSTRAINT "LessonVisit_learnerId_fkey" FOREIGN KEY ("learnerId") REFERENCES "Learner"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- At most one live lease per learner and lesson: two clicks on Start, or two tabs, get the same machine.
CREATE UNIQUE INDEX "Lease_live_key" ON "Lease"("learnerId", "lesson") WHERE "endedAt" IS NULL;

-- A lease that ended says why.
ALTER TABLE "Lease" ADD CONSTRAINT "Lease_ended_check" CHECK (("endedAt" IS NULL) = ("endReason" IS NULL) AND ("endedAt" IS NULL) = ("state" <> 'stopped'));
