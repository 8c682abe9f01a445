export LANG=${LANG:-C.UTF-8} EDITOR=nano PAGER=less LESS=-R
# Hints of Docker's client that advertise other products have no place in a lesson.
export DOCKER_CLI_HINTS=false
# Each command is kept when it has run, so that what was typed is there after a machine that stopped, and in an export.
PROMPT_COMMAND="history -a${PROMPT_COMMAND:+; $PROMPT_COMMAND}"
