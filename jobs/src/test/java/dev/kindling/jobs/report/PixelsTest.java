package dev.kindling.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PixelsTest {

    @Test
    void greysComeBackAsTheyAre() throws IOException {
        BufferedImage image = decoded(new Pixels(1, 1, 3, new byte[] {0, 100, (byte) 255}));

        assertThat(image.getRaster().getSample(0, 0, 0)).isZero();
        assertThat(image.getRaster().getSample(1, 0, 0)).isEqualTo(100);
        assertThat(image.getRaster().getSample(2, 0, 0)).isEqualTo(255);
    }

    @Test
    void coloursAreReadPlaneByPlane() throws IOException {
        BufferedImage image = decoded(new Pixels(3, 2, 1, new byte[] {1, 2, 3, 4, 5, 6}));

        assertThat(image.getRGB(0, 0)).isEqualTo(0xff010305);
        assertThat(image.getRGB(0, 1)).isEqualTo(0xff020406);
    }

    private static BufferedImage decoded(Pixels pixels) throws IOException {
        String prefix = "data:image/png;base64,";
        String address = pixels.pngDataUri();
        assertThat(address).startsWith(prefix);
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(address.substring(prefix.length()))));
    }
}
