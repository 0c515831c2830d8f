package dev.kindling.spark.checkpoint;

import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** What a class says at level warn while this is open. */
final class Warnings implements AutoCloseable {

    private final List<String> messages = new ArrayList<>();
    private final Logger logger;
    private final AbstractAppender appender;

    Warnings(Class<?> speaker) {
        Configurator.setLevel(speaker.getName(), Level.WARN);
        logger = (Logger) LogManager.getLogger(speaker);
        appender = new AbstractAppender("warnings", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                messages.add(event.getMessage().getFormattedMessage());
            }
        };
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
    }

    List<String> messages() {
        return messages;
    }

    @Override
    public void close() {
        logger.removeAppender(appender);
        logger.setAdditive(true);
        appender.stop();
    }
}
