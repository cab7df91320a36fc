# Outlives the daemon by a moment: reads "+<group>" and "-<group>" lines; at end of file, which is the daemon's end
# however it came, it ends every group that is still listed.
trap '' HUP INT TERM
groups=' '
while IFS= read -r line; do
  group=${line#?}
  case $line in
    +*) groups="$groups$group " ;;
    -*) case $groups in *" $group "*) groups="${groups%%" $group "*} ${groups#*" $group "}" ;; esac ;;
  esac
done

signal() { # name -> 0 when some group was there to get it
  reached=1
  for group in $groups; do
    kill -s "$1" -- "-$group" 2>/dev/null && reached=0
  done
  return $reached
}

signal TERM || exit 0
for second in 1 2; do
  sleep 1
  signal 0 || exit 0
done
signal KILL
exit 0
