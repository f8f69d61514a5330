using System.Net;
using Platform.Forests.Tests;
using Platform.Inference.Faults;
using static Platform.Inference.Tests.Predict.ClassNodes;

namespace Platform.Inference.Tests.Predict;

/// <summary>A prediction is a key of the probabilities beside it, by what the graph or model.json says, or the model is refused.</summary>
public sealed class LabelTests : IDisposable
{
    private const string Second = """{"a":0.25,"b":0.75}""";
    private const string Unexplained =
        "the graph does not say which number of its output 'label' stands for which column of 'probabilities'; where 0 is the first, 1 the "
        + "second and so on, say {\"label\": \"label\", \"probabilities\": \"probabilities\"} in \"outputs\" of model.json; else say "
        + "{\"probabilities\": \"probabilities\"}, for the most probable class, or set \"task\" to \"tensors\", for outputs as they are";

    private const string UnexplainedText =
        "the graph does not say which text of its output 'label' stands for which column of 'probabilities'; where the texts are the "
        + "classes, give them in \"labels\" of model.json, in the order of the columns, and say {\"label\": \"label\", \"probabilities\": "
        + "\"probabilities\"} in \"outputs\" of model.json; else say {\"probabilities\": \"probabilities\"}, for the most probable class, "
        + "or set \"task\" to \"tensors\", for outputs as they are";

    private readonly ModelFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(""","labels":["no","yes"]""")]
    public void Label_OfNumbersThatTheGraphDoesNotExplain_IsRefused(string labels)
    {
        Add($$"""{"features":["a","b"]{{labels}}}""", ModelFolder.Int64, Next("label"));

        Assert.Equal(Unexplained, _models.Refusal());
    }

    [Fact]
    public void Label_OfNumbersBesideNamedProbabilities_IsRefusedToo()
    {
        AddOf(
            """{"features":["a","b"]}""", [Value("label", ModelFolder.Int64), Value("probabilities", ModelFolder.Fp32, -1, 2)],
            Next("label"), Linear("chosen", OnnxBytes.Attribute("classlabels_ints", new long[] { 1, 2 })));

        Assert.Equal(Unexplained, _models.Refusal());
    }

    /// <summary>The position of the second class, which the scores call 2.</summary>
    [Fact]
    public async Task Label_OfNumbersBesideNamedProbabilities_IsAPositionWhereItIsDeclared()
    {
        AddOf(
            """{"features":["a","b"],"outputs":{"label":"label","probabilities":"probabilities"}}""",
            [Value("label", ModelFolder.Int64), Value("probabilities", ModelFolder.Fp32, -1, 2)],
            Next("label"), Linear("chosen", OnnxBytes.Attribute("classlabels_ints", new long[] { 1, 2 }), transform: "NONE"));

        Assert.StartsWith("""{"prediction":"2","probabilities":{"1":""", await _models.PredictAsync("""{"a":0.75,"b":0.25}"""));
    }

    /// <summary>Who gave no settings has not asked for a prediction, and keeps the tensors.</summary>
    [Fact]
    public async Task Label_ThatTheGraphDoesNotExplain_OfAModelWithoutSettings_IsATensor()
    {
        _models.Add(
            "m", null, OnnxBytes.Value(11, "a", ModelFolder.Fp32, [-1, 1]), OnnxBytes.Value(11, "b", ModelFolder.Fp32, [-1, 1]),
            OnnxBytes.Node("", "Concat", ["a", "b"], ["x"], OnnxBytes.Attribute("axis", 1L)), Next("label"), Identity("x", "probabilities"),
            Value("label", ModelFolder.Int64), Value("probabilities", ModelFolder.Fp32, -1, 2));
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);

        var tensors = await server.PostAsync(
            "/v2/models/m/infer",
            """{"inputs":[{"name":"a","datatype":"FP32","shape":[1,1],"data":[0.25]},"""
            + """{"name":"b","datatype":"FP32","shape":[1,1],"data":[0.75]}]}""");

        Assert.Equal(
            """{"model_name":"m","model_version":"1","outputs":[{"name":"label","datatype":"INT64","shape":[1],"data":[2]},"""
            + """{"name":"probabilities","datatype":"FP32","shape":[1,2],"data":[0.25,0.75]}]}""", tensors.Text);
        Assert.Equal(
            "model 'm' does not take named features; use /v2/models/m/infer, or name its features in model.json",
            (await server.PostAsync("/models/m/predict", Second)).Error(HttpStatusCode.BadRequest));
        Assert.Equal($"/predict and /score do not take it, as {Unexplained}", Assert.Single(_models.Load().Findings).ToString());
    }

    [Theory]
    [InlineData("""{"probabilities":"probabilities"}""", """{"prediction":"1","probabilities":{"0":0.25,"1":0.75}}""")]
    [InlineData("""{"label":"label"}""", """{"prediction":2}""")]
    public async Task Label_ThatTheGraphDoesNotExplain_IsServedByItsCures(string outputs, string expected)
    {
        Add($$"""{"features":["a","b"],"outputs":{{outputs}}}""", ModelFolder.Int64, Next("label"));

        Assert.Equal(expected, await _models.PredictAsync(Second));
    }

    [Fact]
    public async Task Label_ThatTheGraphDoesNotExplain_AsATensor_IsServedAsItIs()
    {
        Add("""{"features":["a","b"],"task":"tensors"}""", ModelFolder.Int64, Next("label"));

        Assert.Equal("""{"prediction":{"label":2,"probabilities":[0.25,0.75]}}""", await _models.PredictAsync(Second));
    }

    [Theory]
    [InlineData("", "2 classes; give \"outputs\" of model.json the label and the probabilities that belong together")]
    [InlineData(""","labels":["no","yes"]""", "classes [no, yes]; set \"labels\" of model.json right, or leave it out")]
    public async Task Label_ThatIsDeclaredButNoPosition_IsAnError(string labels, string reason)
    {
        Add(
            $$"""{"features":["a","b"],"outputs":{"label":"label","probabilities":"probabilities"}{{labels}}}""", ModelFolder.Int64,
            Next("label"));

        var error = await Assert.ThrowsAsync<ProtocolException>(() => _models.PredictAsync(Second));

        Assert.Equal($"model 'm' gave its output 'label' the number 2, which is the position of none of its {reason}", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","labels":["no","yes"]""")]
    [InlineData(""","outputs":{"label":"label","probabilities":"probabilities"}""")]
    public void Label_OfTextsThatTheGraphDoesNotExplain_IsRefused(string settings)
    {
        Add($$"""{"features":["a","b"]{{settings}}}""", ModelFolder.Bytes, NextText());

        Assert.Equal(UnexplainedText, _models.Refusal());
    }

    [Fact]
    public async Task Label_OfTextsThatAreDeclaredTheClasses_IsOneOfThem()
    {
        Add(
            """{"features":["a","b"],"labels":["NEGATIVE","POSITIVE"],"outputs":{"label":"label","probabilities":"probabilities"}}""",
            ModelFolder.Bytes, NextText());

        Assert.Equal(
            """{"prediction":"POSITIVE","probabilities":{"NEGATIVE":0.25,"POSITIVE":0.75}}""", await _models.PredictAsync(Second));
    }

    [Fact]
    public async Task Label_OfATextThatIsNoneOfTheDeclaredClasses_IsAnError()
    {
        Add(
            """{"features":["a","b"],"labels":["no","yes"],"outputs":{"label":"label","probabilities":"probabilities"}}""",
            ModelFolder.Bytes, NextText());

        var error = await Assert.ThrowsAsync<ProtocolException>(() => _models.PredictAsync(Second));

        Assert.Equal(
            "model 'm' gave its output 'label' the text 'POSITIVE', which is none of its classes [no, yes]; set \"labels\" of model.json "
            + "right, or leave it out",
            error.Message);
    }

    [Fact]
    public void Labels_ForTextsThatTheGraphDoesNotExplain_AreRefused()
    {
        AddOf("""{"features":["a","b"],"labels":["no","yes"]}""", [Value("label", ModelFolder.Bytes)], NextText());

        Assert.Equal(
            "the graph does not say which text of its output 'label' stands for which of the classes [no, yes], and texts without that are "
            + "given as they are; leave \"labels\" out",
            _models.Refusal());
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","labels":["no","yes"]""")]
    [InlineData(""","outputs":{"label":"label","probabilities":"probabilities"}""")]
    public void Selection_OfNumbersThatAreNoPositions_IsRefused(string settings)
    {
        Add($$"""{"features":["a","b"]{{settings}}}""", ModelFolder.Int64, Selection(2, 1));

        Assert.Equal(
            "its output 'label' is one of the classes [1, 2], but the graph does not say which column of 'probabilities' is whose; give "
            + "these classes in \"labels\" of model.json, in the order of the columns, or say {\"probabilities\": \"probabilities\"} in "
            + "\"outputs\", for the most probable class",
            _models.Refusal());
    }

    [Theory]
    [InlineData(2, 1, """["1","2"]""", """{"prediction":"2","probabilities":{"1":0.25,"2":0.75}}""")]
    [InlineData(2, 1, """["2","1"]""", """{"prediction":"2","probabilities":{"2":0.25,"1":0.75}}""")]
    [InlineData(1, 0, "null", """{"prediction":"1","probabilities":{"0":0.25,"1":0.75}}""")]
    [InlineData(1, 0, """["no","yes"]""", """{"prediction":"yes","probabilities":{"no":0.25,"yes":0.75}}""")]
    public async Task Selection_OfClassesWhoseColumnsAreKnown_IsOneOfThem(long yes, long no, string labels, string expected)
    {
        Add($$"""{"features":["a","b"],"labels":{{labels}}}""", ModelFolder.Int64, Selection(yes, no));

        Assert.Equal(expected, await _models.PredictAsync(Second));
    }

    [Fact]
    public async Task Selection_OfTexts_FollowsLabelsThatAreTheSame()
    {
        Add("""{"features":["a","b"],"labels":["yes","no"]}""", ModelFolder.Bytes, TextSelection());

        Assert.Equal("""{"prediction":"yes","probabilities":{"yes":0.25,"no":0.75}}""", await _models.PredictAsync(Second));
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","labels":["NEGATIVE","POSITIVE"]""")]
    public void Selection_OfTextsWhoseColumnsNobodyKnows_IsRefused(string labels)
    {
        Add($$"""{"features":["a","b"]{{labels}}}""", ModelFolder.Bytes, TextSelection());

        Assert.StartsWith("its output 'label' is one of the classes [no, yes], but the graph does not say which column", _models.Refusal());
    }

    [Fact]
    public void Selection_ThatIsEncoded_HasNoOrderEither()
    {
        Add(
            """{"features":["a","b"]}""", ModelFolder.Bytes, Selection(2, 1, "number"),
            Encoder("number", "label", [1, 2], ["first", "second"]));

        Assert.StartsWith("its output 'label' is one of the classes [first, second], but the graph", _models.Refusal());
    }

    [Theory]
    [InlineData(ModelFolder.Int64, "7", "7")]
    [InlineData(ModelFolder.Bytes, "\"Lyon\"", "\"Lyon\"")]
    public async Task Output_ThatGivesAnIdBack_IsNoClass(int type, string given, string expected)
    {
        AddOf(
            """{"features":{"x":["a","b"]}}""", [Value("key", type), Value("probabilities", ModelFolder.Fp32, -1, 2)],
            OnnxBytes.Value(11, "id", type, [-1]), Identity("id", "key"), Identity("x", "probabilities"));

        Assert.Equal(
            $$$"""{"prediction":"1","probabilities":{"0":0.25,"1":0.75},"outputs":{"key":{{{expected}}}}}""",
            await _models.PredictAsync($$"""{"a":0.25,"b":0.75,"id":{{given}}}"""));
    }

    [Fact]
    public async Task Output_OfOneFeatureAlone_IsNoClassOfAll()
    {
        AddOf(
            """{"features":{"x":["a","b"]}}""", [Value("adult", ModelFolder.Int64, -1, 1), Value("probabilities", ModelFolder.Fp32, -1, 2)],
            OnnxBytes.Value(11, "age", ModelFolder.Int64, [-1, 1]), List("eighteen", [18]),
            OnnxBytes.Node("", "Less", ["age", "eighteen"], ["minor"]), OnnxBytes.Node("", "Not", "minor", ["major"]),
            Cast("major", "adult", ModelFolder.Int64), Cast("age", "years", ModelFolder.Fp32),
            OnnxBytes.Node("", "Mul", ["years", "x"], ["probabilities"]));

        Assert.Equal(
            """{"prediction":"1","probabilities":{"0":5,"1":15},"outputs":{"adult":1}}""",
            await _models.PredictAsync("""{"a":0.25,"b":0.75,"age":20}"""));
    }

    [Fact]
    public async Task ArgMax_BesideAComparison_IsTheClass()
    {
        AddOf(
            """{"features":["a","b"]}""",
            [Value("sure", ModelFolder.Int64), Value("label", ModelFolder.Int64), Value("probabilities", ModelFolder.Fp32, -1, 2)],
            ArgMax(), Truth(), OnnxBytes.Node("", "Not", "truth", ["unsure"]), Cast("unsure", "sure", ModelFolder.Int64),
            Identity("at", "label"), Identity("x", "probabilities"));

        Assert.Equal(
            """{"prediction":"1","probabilities":{"0":0.25,"1":0.75},"outputs":{"sure":0}}""", await _models.PredictAsync(Second));
    }

    [Fact]
    public async Task ArgMaxes_OfTwoHeads_AreToldApartByTheirScores()
    {
        AddOf(
            """{"features":["a","b"]}""",
            [Value("gender", ModelFolder.Int64), Value("species", ModelFolder.Int64), Value("probabilities", ModelFolder.Fp32, -1, 2)],
            OnnxBytes.Node("", "Neg", "x", ["other"]), ArgMax("gender", "other"), OnnxBytes.Node("", "Abs", "x", ["scores"]),
            ArgMax("species", "scores"), Identity("scores", "probabilities"));

        Assert.Equal(
            """{"prediction":"1","probabilities":{"0":0.25,"1":0.75},"outputs":{"gender":0}}""", await _models.PredictAsync(Second));
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","labels":["0","1"]""")]
    public async Task Position_AsAText_IsThatClass(string labels)
    {
        Add($$"""{"features":["a","b"]{{labels}}}""", ModelFolder.Bytes, ArgMax(), Cast("at", "label", ModelFolder.Bytes));

        Assert.Equal("""{"prediction":"1","probabilities":{"0":0.25,"1":0.75}}""", await _models.PredictAsync(Second));
    }

    [Fact]
    public void Position_AsATextOfAnUnknownNumberOfClasses_IsRefused()
    {
        _models.Add(
            "m", """{"features":["a","b"]}""", X(-1), Value("label", ModelFolder.Bytes), Value("probabilities", ModelFolder.Fp32, -1, -1),
            ArgMax(), Cast("at", "label", ModelFolder.Bytes), Identity("x", "probabilities"));

        Assert.Equal(UnexplainedText, _models.Refusal());
    }

    [Fact]
    public async Task ClassOfNumbers_AsAText_IsNamedByItsLabel()
    {
        AddOf(
            """{"features":["a","b"],"labels":["one","two"]}""",
            [Value("label", ModelFolder.Bytes), Value("probabilities", ModelFolder.Fp32, -1, 2)],
            Linear("number", OnnxBytes.Attribute("classlabels_ints", new long[] { 1, 2 })), Cast("number", "label", ModelFolder.Bytes));

        Assert.StartsWith("""{"prediction":"one","probabilities":{"one":0.99""", await _models.PredictAsync("""{"a":3,"b":0}"""));
    }

    [Fact]
    public async Task Position_BesideAZipMapOfNumbers_IsThatColumn()
    {
        AddOf(
            """{"features":["a","b"]}""", [Value("label", ModelFolder.Int64), Value("probabilities", ModelFolder.Fp32, -1, 2)],
            ArgMax("label"),
            OnnxBytes.Node(Ml, "ZipMap", "x", ["probabilities"], OnnxBytes.Attribute("classlabels_int64s", new long[] { 5, 9 })));

        Assert.Equal("""{"prediction":"9","probabilities":{"5":0.25,"9":0.75}}""", await _models.PredictAsync(Second));
    }

    [Theory]
    [InlineData("Gather")]
    [InlineData("ArrayFeatureExtractor")]
    [InlineData("Slice")]
    public async Task First_OfTheBest_IsTheClass(string operation)
    {
        byte[] first = operation switch
        {
            "Gather" => OnnxBytes.Node("", "Gather", ["best", "zero"], ["label"], OnnxBytes.Attribute("axis", 1L)),
            "Slice" => OnnxBytes.Node("", "Slice", ["best", "zero", "one", "one"], ["label"]),
            _ => OnnxBytes.Node(Ml, operation, ["best", "zero"], ["label"]),
        };
        AddOf(
            """{"features":["a","b"],"labels":["no","yes"]}""",
            [Value("label", ModelFolder.Int64, -1, 1), Value("probabilities", ModelFolder.Fp32, -1, 2)],
            List("two", [2]), List("zero", [0]), List("one", [1]), OnnxBytes.Node("", "TopK", ["x", "two"], ["values", "best"]), first,
            Identity("x", "probabilities"));

        Assert.Equal("""{"prediction":"yes","probabilities":{"no":0.25,"yes":0.75}}""", await _models.PredictAsync(Second));
    }

    [Fact]
    public async Task Probabilities_WithoutAColumn_AreAnError()
    {
        _models.Add(
            "m", """{"features":["a","b"]}""", X(-1), Value("probabilities", ModelFolder.Fp32, -1, -1), List("two", [2]), List("nine", [9]),
            List("one", [1]), OnnxBytes.Node("", "Slice", ["x", "two", "nine", "one"], ["probabilities"]));

        var error = await Assert.ThrowsAsync<ProtocolException>(() => _models.PredictAsync(Second));

        Assert.Equal(
            "model 'm' gave its output 'probabilities' the shape [1,0] for 1 rows of features; expected a column for each class",
            error.Message);
    }

    /// <summary>A model of two features, the probabilities of whose classes they are.</summary>
    private void Add(string settings, int type, params byte[][] nodes) => AddOf(
        settings, [Value("label", type), Value("probabilities", ModelFolder.Fp32, -1, 2)], [.. nodes, Identity("x", "probabilities")]);

    private void AddOf(string settings, byte[][] outputs, params byte[][] nodes) => _models.Add("m", settings, [X(), .. nodes, .. outputs]);

    private static byte[] Value(string name, int type, params long[] shape)
        => OnnxBytes.Value(12, name, type, shape.Length == 0 ? [-1] : shape);

    /// <summary>The position of the class, and 1.</summary>
    private static byte[] Next(string to) => [.. ArgMax(), .. List("one", [1]), .. OnnxBytes.Node("", "Add", ["at", "one"], [to])];

    private static byte[] NextText() => [.. Next("number"), .. Encoder("number", "label", [1, 2], ["NEGATIVE", "POSITIVE"])];

    private static byte[] Selection(long yes, long no, string to = "label")
        => [
            .. ArgMax(), .. Truth(), .. List("second", [yes]), .. List("first", [no]),
            .. OnnxBytes.Node("", "Where", ["truth", "second", "first"], [to]),
        ];

    private static byte[] TextSelection()
        => [
            .. ArgMax(), .. Truth(), .. List("second", ["yes"]), .. List("first", ["no"]),
            .. OnnxBytes.Node("", "Where", ["truth", "second", "first"], ["label"]),
        ];
}
