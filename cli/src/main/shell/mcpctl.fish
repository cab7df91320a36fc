# fish completion for mcpctl. Use it with: mcpctl completion fish | source
# The program itself says what may stand where the cursor is; the last line of its answer says what else to do.
function __mcpctl_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -q typed[1]; or set typed ''
    set -l program $words[1]
    type -q $program; or set program mcpctl
    set -l answer ($program __complete words $words[2..-1] "$typed" 2>/dev/null </dev/null)
    set -q answer[1]; or return
    switch $answer[-1]
        case :2
            __fish_complete_path "$typed"
        case :4
            __fish_complete_directories "$typed"
        case '*'
            test (count $answer) -gt 1; and printf '%s\n' $answer[1..-2]
    end
end
complete -c mcpctl -e
complete -c mcpctl -f -a '(__mcpctl_complete)'
