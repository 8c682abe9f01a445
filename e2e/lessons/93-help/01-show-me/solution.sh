#: step inside
docker run -it --name box busybox sh
echo inside-$((40 + 2))
exit
#: until boxed
#: copy word copied
echo copied-$((6 * 7))
#: again tried-2
echo tried >> tries; echo tried-$(wc -l < tries)
#: expect begun-7
echo begun-$((3 + 4)); sleep 300
#: key ctrl-c
#: expect sure-1?
sh -c 'printf "sure-%s? " 1; read a; echo "read-$a"'
yes
cat > note.txt <<'END'
it is done
END
echo pasted @{word}
