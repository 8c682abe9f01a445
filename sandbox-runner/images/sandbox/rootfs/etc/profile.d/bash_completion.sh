# Instead of Debian's: what completes commands is read at the first Tab, not at each start of a shell, where it takes 10 ms and 1 MB.
if [ -n "${BASH_VERSION-}" ] && [ -n "${PS1-}" ]; then
  _read_completions() {
    complete -r -D
    . /usr/share/bash-completion/bash_completion
    # 124: Bash looks once more for what completes this command.
    complete -p -- "$1" > /dev/null 2>&1 && return 124
    _comp_complete_load "$@"
  }
  complete -D -F _read_completions
fi
