package dev.kindling.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserMistakeTest {

    @Test
    void aMessageStaysOneLineWhateverForeignTextStandsInIt() {
        UserMistake mistake =
                UserMistake.of("key", "a number", "s\0\1E\r\n\r\f\u0085\u2028e \u001b[31m", "a.conf", "mend it");
        assertThat(mistake).hasMessage("key: expected a number, found s E e [31m, in a.conf; mend it");
    }
}
