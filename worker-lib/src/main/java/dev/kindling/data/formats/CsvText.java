package dev.kindling.data.formats;

import dev.kindling.fault.UserMistake;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The characters of a CSV file, strictly UTF-8, without byte order mark. A row may not be endless: a quote that is never
 * closed would otherwise draw the whole file into one cell.
 */
final class CsvText extends FilterReader {

    private static final int LONGEST_ROW = 1 << 24;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final DataFile file;
    private long sinceRow;
    private @Nullable IOException failure;

    private CsvText(Reader in, DataFile file) {
        super(in);
        this.file = file;
    }

    static CsvText of(DataFile file) throws IOException {
        Reader decoded = new BufferedReader(new InputStreamReader(
                file,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        CsvText text = new CsvText(decoded, file);
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    /** A row has been read. */
    void rowEnds() {
        sinceRow = 0;
    }

    /** The storage's own failure, if that is why reading stopped: the parser wraps it together with its own. */
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] into, int from, int most) throws IOException {
        if (sinceRow > LONGEST_ROW) {
            throw UserMistake.of(
                    "row too long",
                    "at most " + LONGEST_ROW + " characters",
                    "more",
                    file.path(),
                    "look for a quote that is never closed");
        }
        try {
            int got = in.read(into, from, most);
            sinceRow += Math.max(0, got);
            return got;
        } catch (CharacterCodingException badText) {
            throw new UserMistake(
                    "text encoding: expected UTF-8, found other bytes before byte " + file.position() + ", in "
                            + file.path() + "; save the file as UTF-8",
                    badText);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
