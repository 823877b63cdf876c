package io.jenkins.plugins.deploymentledger.core.ledger.note;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Signed notes one behind the other, without anything between them, as a file has them that notes are appended to. */
public final class NoteSequence {

    private static final byte[] SIGNATURE = {(byte) 0xe2, (byte) 0x80, (byte) 0x94, ' '};

    private final List<byte[]> notes = new ArrayList<>();
    private int complete;

    private NoteSequence() {}

    /**
     * Finds the notes. Whether they are signed as they should be is for {@link SignedNote#open} to tell.
     *
     * @param content of a file
     */
    @NonNull
    public static NoteSequence of(@NonNull byte[] content) {
        NoteSequence sequence = new NoteSequence();
        boolean signed = false;
        int line = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                signed = isSignature(content, line);
                line = i + 1;
                if (signed && !isSignature(content, line)) {
                    sequence.notes.add(Arrays.copyOfRange(content, sequence.complete, line));
                    sequence.complete = line;
                }
            }
        }
        return sequence;
    }

    private static boolean isSignature(byte[] content, int line) {
        return content.length - line >= SIGNATURE.length
                && Arrays.equals(content, line, line + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    /** The notes in their order, in new arrays. */
    @NonNull
    public List<byte[]> notes() {
        return notes.stream().map(byte[]::clone).toList();
    }

    /** How many bytes the notes take; what follows is a note that was not written to its end. */
    public int length() {
        return complete;
    }
}
