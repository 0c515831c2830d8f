import dev.kindling.head.Slda
import dev.kindling.nn.Adam
import dev.kindling.spark.ml.{ExactHeadClassifier, FederatedClassifier, ForwardForwardClassifier}
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator
import org.apache.spark.ml.feature.VectorAssembler

val rows = new VectorAssembler()
  .setInputCols(Array("length", "width"))
  .setOutputCol("features")
  .transform(spark.range(900).selectExpr(
    "id % 3 as label",
    "id % 3 + pmod(hash(id, 1), 1000) / 1000.0 as length",
    "(id + 1) % 3 + pmod(hash(id, 2), 1000) / 1000.0 as width",
    "concat('clinic ', id % 20) as clinic"))

val accuracy = new MulticlassClassificationEvaluator().setMetricName("accuracy")

val exact = new ExactHeadClassifier().setHead(Slda.defaults()).fit(rows)
println(f"exact head ${accuracy.evaluate(exact.transform(rows))}%.3f")

val federated = new FederatedClassifier().setClientCol("clinic").setFraction(0.5)
  .setOptimizer(Adam.of(0.01)).setLocalEpochs(5).setRounds(10).fit(rows)
println(f"federated ${accuracy.evaluate(federated.transform(rows))}%.3f")

val forward = new ForwardForwardClassifier().setHiddenLayers(64, 64).setRounds(5).fit(rows)
println(f"forward-forward ${accuracy.evaluate(forward.transform(rows))}%.3f")
forward.transform(rows).select("label", "rawPrediction", "probability", "prediction").show(3)
