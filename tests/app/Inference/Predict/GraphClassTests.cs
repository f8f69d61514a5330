using System.Net;
using Platform.Forests.Tests;
using static Platform.Inference.Tests.Predict.ClassNodes;

namespace Platform.Inference.Tests.Predict;

/// <summary>The classes of a graph are found wherever it says them.</summary>
public sealed class GraphClassTests : IDisposable
{
    private const string Features = """{"features":["a","b"]}""";
    private static readonly string[] _names = ["no", "yes"];
    private readonly ModelFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData("null", "5", "9", "7")]
    [InlineData("""["u","v","w"]""", "u", "v", "w")]
    public async Task SvmClassifier_NamesItsClasses(string labels, params string[] classes)
    {
        _models.Add(
            "m", $$"""{"features":["a","b"],"labels":{{labels}}}""", Svm(OnnxBytes.Attribute("classlabels_ints", new long[] { 5, 9, 7 })),
            X(),
            OnnxBytes.Value(12, "label", ModelFolder.Int64, [-1]), OnnxBytes.Value(12, "probabilities", ModelFolder.Fp32, [-1, 3]));

        await AssertAsync("""{"a":3,"b":0}""", classes[0], classes);
        await AssertAsync("""{"a":-3,"b":-3}""", classes[2], classes);
    }

    [Theory]
    [InlineData("""{"features":["a","b"]}""", "1", "2")]
    [InlineData("""{"features":["a","b"],"labels":["one","two"]}""", "one", "two")]
    [InlineData("""{"features":["a","b"],"mergeTrees":false,"labels":["one","two"]}""", "one", "two")]
    public async Task TreeEnsembleClassifier_MergedOrNot_NamesItsClasses(string settings, string first, string second)
    {
        Add(settings, ModelFolder.Int64, Trees(OnnxBytes.Attribute("classlabels_int64s", new long[] { 1, 2 })));

        await AssertAsync("""[{"a":0,"b":0},{"a":9,"b":0}]""", first, first, second);
        await AssertAsync("""[{"a":9,"b":0}]""", second, first, second);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TreeEnsembleClassifier_OfTexts_NamesItsClasses(bool merged)
    {
        Add(
            $$"""{"features":["a","b"],"mergeTrees":{{(merged ? "true" : "false")}}}""", ModelFolder.Bytes,
            Trees(OnnxBytes.Attribute("classlabels_strings", _names)));

        await AssertAsync("""{"a":0,"b":0}""", "no", "no", "yes");
        await AssertAsync("""{"a":9,"b":0}""", "yes", "no", "yes");
    }

    [Fact]
    public async Task LabelEncoder_OverAClassifier_NamesItsProbabilities()
    {
        Add(
            Features, ModelFolder.Bytes, Linear("raw", OnnxBytes.Attribute("classlabels_ints", new long[] { 1, 2 })),
            OnnxBytes.Node(
                Ml, "LabelEncoder", "raw", ["label"], OnnxBytes.Attribute("keys_int64s", new long[] { 2, 1 }),
                OnnxBytes.Attribute("values_strings", new[] { "zwei", "eins" })));

        await AssertAsync("""{"a":3,"b":0}""", "eins", "eins", "zwei");
        await AssertAsync("""{"a":-3,"b":0}""", "zwei", "eins", "zwei");
    }

    [Theory]
    [InlineData("0", "1", "1", "0")]
    [InlineData("a", "b", "b", "a")]
    [InlineData("0", "1", "-1", "1")]
    public async Task LabelEncoder_OntoNamesOfTheSameClasses_NamesItsProbabilities(string first, string second, string one, string other)
    {
        string[] keys = [first, second], values = [one, other];
        Add(
            Features, ModelFolder.Bytes, Linear("raw", OnnxBytes.Attribute("classlabels_strings", keys)),
            OnnxBytes.Node(
                Ml, "LabelEncoder", "raw", ["label"], OnnxBytes.Attribute("keys_strings", keys),
                OnnxBytes.Attribute("values_strings", values)));

        await AssertAsync("""{"a":3,"b":0}""", one, one, other);
        await AssertAsync("""{"a":-3,"b":0}""", other, one, other);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task LabelEncoder_OfNumbersOntoOneAnother_NamesItsProbabilities(long first, long second)
    {
        Add(
            Features, ModelFolder.Int64, Linear("raw", OnnxBytes.Attribute("classlabels_ints", new[] { first, second })),
            OnnxBytes.Node(
                Ml, "LabelEncoder", "raw", ["label"], OnnxBytes.Attribute("keys_int64s", new long[] { 0, 1 }),
                OnnxBytes.Attribute("values_int64s", new long[] { 1, 0 })));

        await AssertAsync("""{"a":3,"b":0}""", $"{second}", $"{second}", $"{first}");
        await AssertAsync("""{"a":-3,"b":0}""", $"{first}", $"{second}", $"{first}");
    }

    [Fact]
    public async Task LabelEncoder_WithoutAKeyForAClass_NamesItAsItSays()
    {
        Add(
            Features, ModelFolder.Bytes, Linear("raw", OnnxBytes.Attribute("classlabels_ints", new long[] { 0, 1 })),
            OnnxBytes.Node(
                Ml, "LabelEncoder", "raw", ["label"], OnnxBytes.Attribute("keys_int64s", new long[] { 0 }),
                OnnxBytes.Attribute("values_strings", new[] { "zero" }), OnnxBytes.Attribute("default_string", "other")));

        await AssertAsync("""{"a":-3,"b":0}""", "other", "zero", "other");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task ChoiceByALabel_IsWhatTheListHasForThatNumber(long first, long second)
    {
        string[] names = ["zero", "one"];
        Add(
            Features, ModelFolder.Bytes, Linear("raw", OnnxBytes.Attribute("classlabels_ints", new[] { first, second })),
            List("list", names), OnnxBytes.Node("", "Gather", ["list", "raw"], ["label"]));

        await AssertAsync("""{"a":3,"b":0}""", names[first], names[first], names[second]);
        await AssertAsync("""{"a":-3,"b":0}""", names[second], names[first], names[second]);
    }

    [Fact]
    public async Task Classes_OfOneName_AreRefused()
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        Add(
            Features, ModelFolder.Bytes, Linear("raw", OnnxBytes.Attribute("classlabels_ints", new long[] { 0, 1 })),
            OnnxBytes.Node(
                Ml, "LabelEncoder", "raw", ["label"], OnnxBytes.Attribute("keys_int64s", new long[] { 0, 1 }),
                OnnxBytes.Attribute("values_strings", new[] { "same", "same" })));

        Assert.Equal(
            "model 'm' version 1 could not be loaded: its classes are [same, same], of which two have the same name; export it with a name "
            + "for each, or set \"outputs\" of model.json to the label or to the probabilities alone",
            (await PredictAsync("""{"a":3,"b":0}""")).Error(HttpStatusCode.ServiceUnavailable));
    }

    [Theory]
    [InlineData("Gather")]
    [InlineData("Concat")]
    public async Task Columns_PutTogetherApartFromTheLabel_AreRefused(string operation)
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        byte[] turned = operation == "Gather"
            ? [.. List("order", [1, 0]), .. OnnxBytes.Node("", "Gather", ["scores", "order"], ["turned"], OnnxBytes.Attribute("axis", 1L))]
            : [
                .. OnnxBytes.Node("", "Split", "scores", ["no", "yes"], OnnxBytes.Attribute("axis", 1L)),
                .. OnnxBytes.Node("", "Concat", ["yes", "no"], ["turned"], OnnxBytes.Attribute("axis", 1L)),
            ];
        Add(
            Features, ModelFolder.Int64, Linear("label", OnnxBytes.Attribute("classlabels_ints", new long[] { 0, 1 }), "scores"), turned,
            Identity("turned", "probabilities"));

        Assert.Equal(
            "model 'm' version 1 could not be loaded: the graph puts the columns of its output 'probabilities' together apart from its "
            + "label 'label', so that they need not be in the order of its classes; say {\"probabilities\": \"probabilities\"} in "
            + "\"outputs\" of model.json, for the most probable class, or {\"label\": \"label\"}, for the label alone",
            (await PredictAsync("""{"a":3,"b":0}""")).Error(HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task Columns_PutTogetherBeforeTheLabelIsChosen_AreItsClasses()
    {
        Add(
            Features, ModelFolder.Int64, OnnxBytes.Node("", "Split", "x", ["first", "second"], OnnxBytes.Attribute("axis", 1L)),
            OnnxBytes.Node("", "Concat", ["second", "first"], ["turned"], OnnxBytes.Attribute("axis", 1L)), ArgMax("label", "turned"),
            OnnxBytes.Node("", "Softmax", "turned", ["probabilities"], OnnxBytes.Attribute("axis", 1L)));

        await AssertAsync("""{"a":3,"b":0}""", "1", "0", "1");
    }

    [Fact]
    public async Task ZipMap_OfItsClassifiersClassesInAnotherOrder_IsRefused()
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        Add(
            Features, ModelFolder.Bytes, Linear("label", OnnxBytes.Attribute("classlabels_strings", _names), "scores"),
            OnnxBytes.Node(Ml, "ZipMap", "scores", ["probabilities"], OnnxBytes.Attribute("classlabels_strings", new[] { "yes", "no" })));

        Assert.Equal(
            "model 'm' version 1 could not be loaded: its label is one of [no, yes], but its probabilities are of [yes, no]; export it "
            + "with the same classes for both, or set \"outputs\" of model.json to one of the two",
            (await PredictAsync("""{"a":3,"b":0}""")).Error(HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task LabelEncoder_WithoutProbabilities_IsNamedByItsLabels()
    {
        AddLabel(
            """{"features":["a","b"],"labels":["one","two"]}""", ModelFolder.Bytes, ArgMax(),
            OnnxBytes.Node(
                Ml, "LabelEncoder", "at", ["label"], OnnxBytes.Attribute("keys_int64s", new long[] { 1, 0 }),
                OnnxBytes.Attribute("values_strings", new[] { "zwei", "eins" })));

        Assert.Equal("one", (string?)(await PredictAsync("""{"a":3,"b":0}""")).Json["prediction"]);
    }

    [Fact]
    public async Task Forest_OfTwoClassesWithWeightsForBoth_WithoutScores_IsRefused()
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        AddLabel(Features, ModelFolder.Int64, Trees(OnnxBytes.Attribute("classlabels_int64s", new long[] { 1, 2 })));

        Assert.Equal(
            "model 'm' version 1 could not be loaded: its forest of two classes has weights for both, and ONNX Runtime then chooses the "
            + "label by the second's alone; export the model with its scores as an output, or with weights for one class",
            (await PredictAsync("{}")).Error(HttpStatusCode.ServiceUnavailable));
    }

    [Theory]
    [InlineData("Gather", "")]
    [InlineData("ArrayFeatureExtractor", Ml)]
    public async Task ChoiceFromAConstant_NamesTheProbabilities(string operation, string domain)
    {
        var choice = OnnxBytes.Node(domain, operation, ["list", "at"], ["chosen"]);
        Add(
            """{"features":["a","b"],"labels":["one","two"]}""", ModelFolder.Int64,
            OnnxBytes.Node("", "Softmax", "x", ["probabilities"], OnnxBytes.Attribute("axis", 1L)), ArgMax(),
            List("list", [7, 3]), choice, Shape(), OnnxBytes.Node("", "Reshape", ["chosen", "flat"], ["label"]));

        await AssertAsync("""{"a":3,"b":0}""", "one", "one", "two");
        await AssertAsync("""{"a":0,"b":3}""", "two", "one", "two");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ChoiceFromAConstantNode_IsOneOfItsTexts(bool isReshaped)
    {
        Add(
            Features, ModelFolder.Bytes, OnnxBytes.Node("", "Softmax", "x", ["probabilities"], OnnxBytes.Attribute("axis", 1L)), ArgMax(),
            Shape(), OnnxBytes.Node("", "Constant", [], ["texts"], OnnxBytes.Attribute("value_strings", _names)),
            isReshaped ? OnnxBytes.Node("", "Reshape", ["texts", "flat"], ["list"]) : Identity("texts", "list"),
            OnnxBytes.Node(Ml, "ArrayFeatureExtractor", ["list", "at"], ["chosen"]),
            OnnxBytes.Node("", "Reshape", ["chosen", "flat"], ["label"]));

        await AssertAsync("""{"a":3,"b":0}""", "no", "no", "yes");
        await AssertAsync("""{"a":0,"b":3}""", "yes", "no", "yes");
    }

    [Fact]
    public async Task ChoiceFromAConstantNode_IsOneOfItsNumbers()
    {
        Add(
            Features, ModelFolder.Int64, OnnxBytes.Node("", "Softmax", "x", ["probabilities"], OnnxBytes.Attribute("axis", 1L)), ArgMax(),
            OnnxBytes.Node("", "Constant", [], ["list"], OnnxBytes.Attribute("value_ints", new long[] { 7, 3 })),
            OnnxBytes.Node("", "Gather", ["list", "at"], ["label"]));

        await AssertAsync("""{"a":3,"b":0}""", "7", "7", "3");
        await AssertAsync("""{"a":0,"b":3}""", "3", "7", "3");
    }

    [Fact]
    public async Task CategoryMapper_OfPositions_IsNamedByItsLabels()
    {
        AddLabel(
            """{"features":["a","b"],"labels":["no","yes"]}""", ModelFolder.Bytes, ArgMax(),
            OnnxBytes.Node(
                Ml, "CategoryMapper", "at", ["label"], OnnxBytes.Attribute("cats_int64s", new long[] { 1, 0 }),
                OnnxBytes.Attribute("cats_strings", new[] { "da", "net" })));

        Assert.Equal("no", (string?)(await PredictAsync("""{"a":3,"b":0}""")).Json["prediction"]);
        Assert.Equal("yes", (string?)(await PredictAsync("""{"a":0,"b":3}""")).Json["prediction"]);
    }

    [Fact]
    public async Task CategoryMapper_OfPositionsAsTexts_IsNamedByItsLabels()
    {
        AddLabel(
            """{"features":["a","b"],"labels":["one","two"]}""", ModelFolder.Int64, ArgMax(), Cast("at", "text", ModelFolder.Bytes),
            OnnxBytes.Node(
                Ml, "CategoryMapper", "text", ["label"], OnnxBytes.Attribute("cats_int64s", new long[] { 0, 1 }),
                OnnxBytes.Attribute("cats_strings", new[] { "1", "0" })));

        // The first position is the text "0", and that is 1
        Assert.Equal("one", (string?)(await PredictAsync("""{"a":3,"b":0}""")).Json["prediction"]);
        Assert.Equal("two", (string?)(await PredictAsync("""{"a":0,"b":3}""")).Json["prediction"]);
    }

    // A Cast of texts gives other numbers than their positions
    [Fact]
    public async Task ChoiceFromTextsThatAreCastToNumbers_IsNotNamed()
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        Add(
            """{"features":["a","b"],"labels":["one","two"]}""", ModelFolder.Int64,
            OnnxBytes.Node("", "Softmax", "x", ["probabilities"], OnnxBytes.Attribute("axis", 1L)), ArgMax(),
            OnnxBytes.Node("", "Constant", [], ["texts"], OnnxBytes.Attribute("value_strings", new[] { "1", "0" })),
            Cast("texts", "list", ModelFolder.Int64), OnnxBytes.Node("", "Gather", ["list", "at"], ["label"]));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PredictAsync("""{"a":3,"b":0}""")).Status);
    }

    [Fact]
    public async Task CategoryMapper_OverAClassifierOfTexts_IsNamedByItsLabels()
    {
        AddLabel(
            """{"features":["a","b"],"labels":["one","two"]}""", ModelFolder.Int64,
            Linear("raw", OnnxBytes.Attribute("classlabels_strings", _names)),
            OnnxBytes.Node(
                Ml, "CategoryMapper", "raw", ["label"], OnnxBytes.Attribute("cats_int64s", new long[] { 20, 10 }),
                OnnxBytes.Attribute("cats_strings", new[] { "yes", "no" })));

        Assert.Equal("one", (string?)(await PredictAsync("""{"a":3,"b":0}""")).Json["prediction"]);
        Assert.Equal("two", (string?)(await PredictAsync("""{"a":-3,"b":0}""")).Json["prediction"]);
    }

    [Fact]
    public async Task LabelEncoder_OfWholeFloats_IsNamedByItsLabels()
    {
        AddLabel(
            """{"features":["a","b"],"labels":["one","two"]}""", ModelFolder.Bytes, ArgMax(), Cast("at", "whole", ModelFolder.Fp32),
            OnnxBytes.Node(
                Ml, "LabelEncoder", "whole", ["label"], OnnxBytes.Attribute("keys_floats", new[] { 1f, 0f }),
                OnnxBytes.Attribute("values_strings", new[] { "zwei", "eins" })));

        Assert.Equal("one", (string?)(await PredictAsync("""{"a":3,"b":0}""")).Json["prediction"]);
        Assert.Equal("two", (string?)(await PredictAsync("""{"a":0,"b":3}""")).Json["prediction"]);
    }

    [Fact]
    public async Task LabelAndZipMap_OfDifferentClasses_AreRefused()
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        Add(
            Features, ModelFolder.Bytes, Linear("label", OnnxBytes.Attribute("classlabels_strings", _names), "scores"),
            OnnxBytes.Node(Ml, "ZipMap", "scores", ["probabilities"], OnnxBytes.Attribute("classlabels_strings", new[] { "no", "maybe" })));

        Assert.Equal(
            "model 'm' version 1 could not be loaded: its label is one of [no, yes], but its probabilities are of [no, maybe]; export it "
            + "with the same classes for both, or set \"outputs\" of model.json to one of the two",
            (await PredictAsync("""{"a":3,"b":0}""")).Error(HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task Selection_OfTwoConstants_IsNamedInTheirOrder()
    {
        AddLabel(
            """{"features":["a","b"],"labels":["one","two"]}""", ModelFolder.Int64, ArgMax(), Truth(), List("two", [2]), List("one", [1]),
            OnnxBytes.Node("", "Where", ["truth", "two", "one"], ["label"]));

        Assert.Equal("one", (string?)(await PredictAsync("""{"a":3,"b":0}""")).Json["prediction"]);
        Assert.Equal("two", (string?)(await PredictAsync("""{"a":0,"b":3}""")).Json["prediction"]);
    }

    [Fact]
    public async Task Truth_CastToANumber_IsNamedByPosition()
    {
        AddLabel(
            """{"features":["a","b"],"labels":["no","yes"]}""", ModelFolder.Int64, ArgMax(), Truth(),
            OnnxBytes.Node("", "Cast", "truth", ["label"], OnnxBytes.Attribute("to", 7L)));

        Assert.Equal("yes", (string?)(await PredictAsync("""{"a":0,"b":3}""")).Json["prediction"]);
    }

    [Fact]
    public async Task Forest_OfTwoClassesWithWeightsForBoth_BehindALabelEncoder_IsNotItsLabel()
    {
        Add(
            Features, ModelFolder.Bytes, Trees(OnnxBytes.Attribute("classlabels_int64s", new long[] { 1, 2 }), "number"),
            Encoder("number", "label", [1, 2], ["no", "yes"]));

        await AssertAsync("""{"a":0,"b":0}""", "1", "1", "2");
        await AssertAsync("""{"a":9,"b":0}""", "2", "1", "2");
    }

    [Theory]
    [InlineData("Softmax", "", true)]
    [InlineData("Sigmoid", "", false)]
    public async Task Function_Alone_IsProbabilitiesOnlyWhereItIsOne(string operation, string domain, bool expected)
    {
        _models.Add("m", Features, OnnxBytes.Node(domain, operation, "x", ["y"]), X(), OnnxBytes.Value(12, "y", ModelFolder.Fp32, [-1, 2]));

        Assert.Equal(expected, (await PredictAsync("""{"a":3,"b":0}""")).Json["probabilities"] is not null);
    }

    [Theory]
    [InlineData("LinearClassifier", true)]
    [InlineData("x", false)]
    public async Task Normalizer_OverScores_MakesProbabilities(string below, bool expected)
    {
        var source = below == "x" ? "x" : "scores";
        _models.Add(
            "m", Features, Linear("raw", OnnxBytes.Attribute("classlabels_strings", _names), "scores", "NONE"),
            OnnxBytes.Node(Ml, "Normalizer", source, ["y"], OnnxBytes.Attribute("norm", "L1")), X(),
            OnnxBytes.Value(12, "y", ModelFolder.Fp32, [-1, 2]));

        var answer = await PredictAsync("""{"a":3,"b":1}""");

        Assert.Equal(expected ? _names : null, answer.Json["probabilities"]?.AsObject().Select(entry => entry.Key));
    }

    [Fact]
    public async Task BinarySigmoid_WithItsComplement_IsProbabilities()
    {
        _models.Add(
            "m", """{"features":["a"],"labels":["no","yes"]}""", OnnxBytes.Node("", "Sigmoid", "x", ["p"]), Real("unit", 1),
            OnnxBytes.Node("", "Sub", ["unit", "p"], ["q"]),
            OnnxBytes.Node("", "Concat", ["q", "p"], ["y"], OnnxBytes.Attribute("axis", 1L)),
            OnnxBytes.Value(11, "x", ModelFolder.Fp32, [-1, 1]), OnnxBytes.Value(12, "y", ModelFolder.Fp32, [-1, 2]));

        var answer = await PredictAsync("""{"a":0}""");

        Assert.Equal("""{"no":0.5,"yes":0.5}""", answer.Json["probabilities"]!.ToJsonString());
    }

    [Fact]
    public async Task Outputs_AsRoles_SayWhatTheyAre()
    {
        _models.Add(
            "m", """{"features":["a","b"],"labels":["u","v"],"outputs":{"label":"p","probabilities":"q"}}""", ArgMax("p"),
            OnnxBytes.Node("", "Identity", "x", ["q"]),
            OnnxBytes.Node("", "Neg", "x", ["r"]), X(), OnnxBytes.Value(12, "p", ModelFolder.Int64, [-1]),
            OnnxBytes.Value(12, "q", ModelFolder.Fp32, [-1, 2]), OnnxBytes.Value(12, "r", ModelFolder.Fp32, [-1, 2]));

        Assert.Equal(
            """{"model":"m","version":"1","prediction":"v","probabilities":{"u":0.25,"v":0.75}}""",
            (await PredictAsync("""{"a":0.25,"b":0.75}""")).Text);
    }

    [Theory]
    [InlineData(
        """{"label":"q"}""",
        "model.json calls the output 'q' the label, but it has FP32 elements and shape [-1,2]; expected INT64, INT32 or BYTES, one "
        + "for each row")]
    [InlineData(
        """{"probabilities":"p"}""",
        "model.json calls the output 'p' probabilities, but it has INT64 elements and shape [-1]; expected floats, [-1,classes]")]
    [InlineData("""{"label":"z"}""", "model.json names the output 'z', which the model does not have; it has ['p','q']")]
    public async Task Outputs_AsRolesThatTheyCannotHave_AreRefused(string roles, string reason)
    {
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
        _models.Add(
            "m", $$"""{"features":["a","b"],"outputs":{{roles}}}""", ArgMax("p"), OnnxBytes.Node("", "Identity", "x", ["q"]),
            X(), OnnxBytes.Value(12, "p", ModelFolder.Int64, [-1]), OnnxBytes.Value(12, "q", ModelFolder.Fp32, [-1, 2]));

        Assert.Equal(
            $"model 'm' version 1 could not be loaded: {reason}", (await PredictAsync("{}")).Error(HttpStatusCode.ServiceUnavailable));
    }

    private async Task AssertAsync(string body, string prediction, params string[] classes)
    {
        var answer = await PredictAsync(body);
        var first = answer.Text.StartsWith('[') ? answer.Json[0]! : answer.Json;
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        Assert.True(prediction == (string?)first["prediction"], answer.Text);
        Assert.Equal(classes, first["probabilities"]!.AsObject().Select(entry => entry.Key));
        Assert.Equal(prediction, first["probabilities"]!.AsObject().MaxBy(entry => (double)entry.Value!).Key);
    }

    private async Task<Answer> PredictAsync(string body)
    {
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);
        return await server.PostAsync("/models/m/predict", body);
    }

    private void Add(string settings, int label, params byte[][] nodes) => _models.Add(
        "m", settings,
        [.. nodes, X(), OnnxBytes.Value(12, "label", label, [-1]), OnnxBytes.Value(12, "probabilities", ModelFolder.Fp32, [-1, 2])]);

    private void AddLabel(string settings, int label, params byte[][] nodes)
        => _models.Add("m", settings, [.. nodes, X(), OnnxBytes.Value(12, "label", label, [-1])]);

    private static byte[] Shape() => List("flat", [-1]);

    private static byte[] Real(string name, float number)
        => OnnxBytes.Message(5, OnnxBytes.Number(1, 1), OnnxBytes.Number(2, 1), OnnxBytes.Real(4, number), OnnxBytes.Text(8, name));

    /// <summary>Linear, without support vectors: a column of coefficients for each class.</summary>
    private static byte[] Svm(byte[] classes) => OnnxBytes.Node(
        Ml, "SVMClassifier", "x", ["label", "probabilities"], classes,
        OnnxBytes.Attribute("coefficients", new[] { 1f, 0f, 0f, 1f, -1f, -1f }), OnnxBytes.Attribute("kernel_type", "LINEAR"),
        OnnxBytes.Attribute("kernel_params", new[] { 0f, 0f, 0f }),
        OnnxBytes.Attribute("rho", new[] { 0f, 0f, 0f }), OnnxBytes.Attribute("post_transform", "SOFTMAX"));

    /// <summary>Two trees, each of which has one class up to 4.5 and another above.</summary>
    private static byte[] Trees(byte[] classes, string label = "label") => OnnxBytes.Node(
        Ml, "TreeEnsembleClassifier", "x", [label, "probabilities"], classes,
        OnnxBytes.Attribute("nodes_treeids", new long[] { 0, 0, 0, 1, 1, 1 }),
        OnnxBytes.Attribute("nodes_nodeids", new long[] { 0, 1, 2, 0, 1, 2 }),
        OnnxBytes.Attribute("nodes_featureids", new long[6]), OnnxBytes.Attribute("nodes_values", new[] { 4.5f, 0, 0, 4.5f, 0, 0 }),
        OnnxBytes.Attribute("nodes_modes", new[] { "BRANCH_LEQ", "LEAF", "LEAF", "BRANCH_LEQ", "LEAF", "LEAF" }),
        OnnxBytes.Attribute("nodes_truenodeids", new long[] { 1, 0, 0, 1, 0, 0 }),
        OnnxBytes.Attribute("nodes_falsenodeids", new long[] { 2, 0, 0, 2, 0, 0 }),
        OnnxBytes.Attribute("class_treeids", new long[] { 0, 0, 0, 0, 1, 1, 1, 1 }),
        OnnxBytes.Attribute("class_nodeids", new long[] { 1, 1, 2, 2, 1, 1, 2, 2 }),
        OnnxBytes.Attribute("class_ids", new long[] { 0, 1, 0, 1, 0, 1, 0, 1 }),
        OnnxBytes.Attribute("class_weights", new[] { 0.5f, 0, 0.125f, 0.375f, 0.5f, 0, 0.125f, 0.375f }),
        OnnxBytes.Attribute("post_transform", "SOFTMAX"));
}
