# bash completion for mcpctl. Use it with: source <(mcpctl completion bash)
# The program itself says what may stand where the cursor is; the last line of its answer says what else to do.
_mcpctl() {
  local program=${COMP_WORDS[0]} line=${COMP_LINE:0:COMP_POINT} answer word before after
  case $program in "~/"*) program=$HOME/${program:2} ;; esac
  type -P "$program" >/dev/null 2>&1 || program=mcpctl
  COMPREPLY=()
  answer=$("$program" __complete line "$line" 2>/dev/null </dev/null) || return
  after=${answer##*$'\n'}
  case $after in
    :2) compopt -o default; return ;;
    :4) compopt -o dirnames -o nospace; return ;;
    :1) compopt -o nospace ;;
  esac
  # bash replaces only what follows the last = or : of the word.
  before=${line##*[[:space:]]}
  case $before in
    *[=:]*) case $COMP_WORDBREAKS in *=*) before=${before%"${before##*[=:]}"} ;; *) before= ;; esac ;;
    *) before= ;;
  esac
  while IFS= read -r word; do
    case $word in :[0-9]) continue ;; esac
    word=${word%%$'\t'*}
    word=${word#"$before"}
    case $word in *[!A-Za-z0-9_./:=@%+,-]*) printf -v word %q "$word" ;; esac
    COMPREPLY+=("$word")
  done <<< "$answer"
}
complete -F _mcpctl mcpctl
