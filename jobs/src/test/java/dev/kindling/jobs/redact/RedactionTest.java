package dev.kindling.jobs.redact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private final Redaction redaction = new Redaction(new SparkConf(false));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "s3a://KEY:SECRET@bucket/x | s3a://***@bucket/x",
                "s3a://KEY:SEC/RET+1=@bucket/x | s3a://***@bucket/x",
                "no file s3a://K:S@a/b, nor s3a://K:S@c/d | no file s3a://***@a/b, nor s3a://***@c/d",
                "ftp://me:1234@host/x | ftp://***@host/x",
                "-D fs.s3a.secret.key=abc rounds=3 | -D fs.s3a.secret.key=*** rounds=3",
                "My-Password = \"a b\" | My-Password = ***",
                "https://host/x?token=abc&part=2 | https://host/x?token=***&part=2",
                "{\"fs.s3a.access.key\": \"abc\", \"seed\": 1} | {\"fs.s3a.access.key\": ***, \"seed\": 1}",
            })
    void secretsAreTakenOutOfText(String text, String shown) {
        assertThat(redaction.text(text)).isEqualTo(shown);
        assertThat(redaction.text(shown)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abfss://container@account.dfs.core.windows.net/x",
                "hdfs://host:8020/data/mail@home",
                "hdfs://[::1]:8020/data/mail@home",
                "spark://host:7077",
                "file:/tmp/x: expected 3, found 4",
                "Unrecognized token 'rouns': was expecting a number",
                "mail me@host: it failed",
            })
    void whatIsNoSecretStays(String text) {
        assertThat(redaction.text(text)).isEqualTo(text);
    }

    @Test
    void valuesOfSparksSecretSettingsAreTakenOutWhereverTheyAppear() {
        Redaction knowing = new Redaction(new SparkConf(false)
                .set("spark.hadoop.fs.s3a.secret.key", "tops3cret")
                .set("spark.x.token", "a"));

        assertThat(knowing.text("signed with tops3cret, or a")).isEqualTo("signed with ***, or a");
    }

    @Test
    void theUsersExpressionCounts() {
        Redaction own = new Redaction(new SparkConf(false).set("spark.redaction.regex", "(?i)pin(code)?"));

        assertThat(own.text("pincode=1234 password=open")).isEqualTo("pincode=*** password=open");
    }

    @Test
    void aTreeLosesItsSecretsAndNothingElse() throws IOException {
        ObjectMapper json = new ObjectMapper();

        assertThat(redaction.tree(
                        json.readTree("{\"a\": [\"s3a://K:S@b\", 1.5], \"api-token\": 7, \"b\": {\"c\": true}}")))
                .isEqualTo(
                        json.readTree("{\"a\": [\"s3a://***@b\", 1.5], \"api-token\": \"***\", \"b\": {\"c\": true}}"));
    }
}
