package io.jenkins.plugins.deploymentledger.core.ledger.entry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

/**
 * The JSON of RFC 8785 as far as entries need it: no blanks, UTF-8, and the escapes of its section 3.2.2.2.
 *
 * <p>Jackson writes control characters in upper case hexadecimal; RFC 8785 wants lower case.
 */
final class CanonicalJson {

    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .characterEscapes(new LowerCaseEscapes())
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxNumberLength(20)
                    .maxStringLength(EntryCodec.MAX_BYTES)
                    .build())
            .build();

    private CanonicalJson() {}

    /** The short escapes where JSON has one, otherwise four lower case hexadecimal digits. */
    private static final class LowerCaseEscapes extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        private static final SerializedString[] SEQUENCES = new SerializedString[0x20];

        static {
            for (int c = 0; c < SEQUENCES.length; c++) {
                SEQUENCES[c] = new SerializedString(String.format("\\u%04x", c));
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
            for (int c = 0; c < SEQUENCES.length; c++) {
                if (codes[c] == ESCAPE_STANDARD) {
                    codes[c] = ESCAPE_CUSTOM;
                }
            }
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int c) {
            return c < SEQUENCES.length ? SEQUENCES[c] : null;
        }
    }
}
