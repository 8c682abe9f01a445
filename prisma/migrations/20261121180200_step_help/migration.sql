-- CreateTable
CREATE TABLE "StepHelp" (
    "learnerId" CHAR(20) NOT NULL,
    "lesson" VARCHAR(130) NOT NULL,
    "step" VARCHAR(63) NOT NULL,
    "hints" INTEGER NOT NULL DEFAULT 0,
    "looks" INTEGER NOT NULL DEFAULT 0,
    "typings" INTEGER NOT NULL DEFAULT 0,
    "firstAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StepHelp_pkey" PRIMARY KEY ("learnerId","lesson","step")
);

-- CreateIndex
CREATE INDEX "StepHelp_lesson_step_idx" ON "StepHelp"("lesson", "step");

-- AddForeignKey
ALTER TABLE "StepHelp" ADD CONSTRAINT "StepHelp_learnerId_fkey" FOREIGN KEY ("learnerId") REFERENCES "Learner"("id") ON DELETE CASCADE ON UPDATE CASCADE;
