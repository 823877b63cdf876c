# Runs the script "install" detached from the agent; the agent reads what became of it from files in this directory.
# Arguments: the directory, and how many bytes of output are kept.
cd "$1" || exit 1
limit=$2
echo $$ > pid.tmp && mv pid.tmp pid
# Keeps the room for the result, which has to be written even if the installer fills the disk.
echo '        ' > result.tmp

run_install() {
    cd work || exit 1
    if [ -x ../install ]; then
        exec ../install
    fi
    exec /bin/sh -e ../install
}

{
    (run_install)
    code=$?
    echo "$code" 1<> result.tmp
    mv result.tmp result
} 2>&1 < /dev/null | {
    # dd writes at once what it reads, so that the output can be followed; it is called again until it reads nothing.
    size=0
    before=-1
    while [ "$size" -lt "$limit" ] && [ "$size" -ne "$before" ]; do
        dd bs=65536 count=64 2> /dev/null >> output || break
        before=$size
        size=$(wc -c < output) && size=$((size)) || break
    done
    : > drained
    # Whatever the installer left running may go on writing without being stopped by a broken pipe.
    exec cat > /dev/null
}
