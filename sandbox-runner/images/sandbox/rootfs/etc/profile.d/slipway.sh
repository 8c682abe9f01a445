export LANG=${LANG:-C.UTF-8} EDITOR=nano PAGER=less LESS=-R
# Hints of Docker's client that advertise other products have no place in a lesson.
export DOCKER_CLI_HINTS=false
