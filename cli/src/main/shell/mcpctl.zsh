#compdef mcpctl
# zsh completion for mcpctl. Put it as _mcpctl into a folder of $fpath, or: source <(mcpctl completion zsh)
# The program itself says what may stand where the cursor is; the last line of its answer says what else to do.
_mcpctl() {
  local program=${~${(Q)words[1]}} line word after
  local -a asked lines values
  (( $+commands[$program] )) || [[ -x $program ]] || program=mcpctl
  asked=("${(@Q)words[2,CURRENT-1]}")
  (( CURRENT > 2 )) || asked=()
  lines=("${(@f)$("$program" __complete words "${asked[@]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}")
  after=${lines[-1]}
  case $after in
    :2) _files; return ;;
    :4) _files -/; return ;;
  esac
  for line in "${(@)lines[1,-2]}"; do
    word=${line%%$'\t'*}
    if [[ $line == *$'\t'* ]]; then
      values+=("${word//:/\\:}:${line#*$'\t'}")
    else
      values+=("${word//:/\\:}")
    fi
  done
  (( ${#values} )) || return 1
  if [[ $after == :1 ]]; then
    _describe -V mcpctl values -S ''
  else
    _describe -V mcpctl values
  fi
}
if [[ ${funcstack[1]} == _mcpctl ]]; then
  _mcpctl "$@"
else
  compdef _mcpctl mcpctl
fi
