package dev.kindling.jobs.config;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.lang.reflect.RecordComponent;

/** How a configuration writes what a record calls its components. */
final class KeyName {

    private KeyName() {}

    static String of(RecordComponent component) {
        return PropertyNamingStrategies.KebabCaseStrategy.INSTANCE.translate(component.getName());
    }
}
