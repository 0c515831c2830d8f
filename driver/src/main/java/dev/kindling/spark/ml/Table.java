package dev.kindling.spark.ml;

import dev.kindling.fault.UserMistake;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import scala.Option;

/**
 * What the rows of a training set hold, as columns' metadata or else the rows themselves tell.
 *
 * @param classes labels are 0..classes-1
 * @param width values of a vector
 */
record Table(String labelCol, String featuresCol, int classes, int width) implements Serializable {

    private static final int MOST_UNDECLARED_CLASSES = 1000;

    static Table of(Dataset<?> rows, String labelCol, String featuresCol) {
        StructField label = rows.schema().apply(labelCol);
        int declared = declaredClasses(label);
        int classes = declared > 0 ? declared : largestLabel(rows, labelCol) + 1;
        if (classes < 2) {
            throw UserMistake.of(
                    "classes", "at least 2", classes, "column " + labelCol, "give rows of two classes or more");
        }
        return new Table(labelCol, featuresCol, classes, width(rows, featuresCol));
    }

    /** 0 where the column's metadata does not say. */
    private static int declaredClasses(StructField label) {
        Attribute attribute = Attribute.fromStructField(label);
        if (attribute instanceof BinaryAttribute) {
            return 2;
        }
        Option<Object> values = attribute instanceof NominalAttribute nominal ? nominal.getNumValues() : Option.empty();
        return values.isDefined() ? (Integer) values.get() : 0;
    }

    private static int largestLabel(Dataset<?> rows, String labelCol) {
        Row largest = rows.select(functions.max(rows.col(labelCol))).first();
        if (largest.isNullAt(0)) {
            throw new UserMistake(
                    "no rows with a label to learn from in column " + labelCol + "; give at least one a class");
        }
        double label = largest.getDouble(0);
        if (!(label >= 0 && label < MOST_UNDECLARED_CLASSES && label == Math.rint(label))) {
            throw UserMistake.of(
                    "labels",
                    "whole numbers from 0, below " + MOST_UNDECLARED_CLASSES
                            + " where the column does not say how many",
                    label,
                    "column " + labelCol,
                    "index them with StringIndexer");
        }
        return (int) label;
    }

    private static int width(Dataset<?> rows, String featuresCol) {
        int declared =
                AttributeGroup.fromStructField(rows.schema().apply(featuresCol)).size();
        if (declared > 0) {
            return declared;
        }
        List<Row> some = rows.select(rows.col(featuresCol))
                .filter(rows.col(featuresCol).isNotNull())
                .takeAsList(1);
        if (some.isEmpty()) {
            throw new UserMistake(
                    "no rows with a vector to learn from in column " + featuresCol + "; give at least one a class");
        }
        Vector first = some.get(0).getAs(0);
        if (first.size() == 0) {
            throw UserMistake.of("features", "at least one", 0, "column " + featuresCol, "assemble a vector first");
        }
        return first.size();
    }

    /** Where metadata says all, nothing else tells that there are no rows: {@code found} is how many there are, or how many hold some. */
    void requireRows(long found) {
        if (found == 0) {
            throw new UserMistake("no rows to learn from in columns " + labelCol + " and " + featuresCol
                    + "; give at least one a class");
        }
    }

    /** The label of a row whose first column it is. */
    int label(Row row) {
        double label = row.isNullAt(0) ? Double.NaN : row.getDouble(0);
        if (!(label >= 0 && label < classes && label == Math.rint(label))) {
            throw UserMistake.of(
                    "a label",
                    "a whole number in [0, " + classes + ")",
                    row.isNullAt(0) ? "null" : label,
                    "column " + labelCol,
                    "index labels with StringIndexer and drop rows without one");
        }
        return (int) label;
    }
}
