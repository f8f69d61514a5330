using Platform.Infra.MachineLearning;
using Platform.Infra.Settings;
using Platform.Infra.Tests.Cloud;
using Pulumi;

namespace Platform.Infra.Tests.Settings;

/// <summary>What the repository says of its models, and what settings must be beside it.</summary>
public sealed class TrainableModelsTests : IDisposable
{
    private const string Set = "pulumi config set --stack test";
    private const string Remove = "pulumi config rm --stack test";

    private static readonly string _training = Path.Combine(StackFiles.Root, "app", "training");
    private static readonly TrainableModels _models = TrainableModels.In(StackFiles.Root);

    private readonly string _root = Directory.CreateTempSubdirectory("trainable-models-").FullName;

    public static TheoryData<string> Names => [.. _models.Names];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void List_OfTheRepository_HasEveryPipelineThatThereIs()
        => Assert.All(
            Directory.EnumerateFiles(_training, "steps.json", SearchOption.AllDirectories),
            file => Assert.NotNull(_models.Find(Path.GetFileName(Path.GetDirectoryName(file)!))));

    [Theory, MemberData(nameof(Names))]
    public void Model_ThatTheWorkspaceMayTrain_HasAVersionInServiceAndFilesThatAreThere(string name)
    {
        var model = _models.Find(name)!;

        Assert.Contains(ModelFolder.In(StackFiles.Root), folder => folder.Model == name);
        Assert.True(model.HasSweep);
        Assert.All(
            model.Data is { } data ? data.Beside.Append(data.Rows) : [],
            file => Assert.True(File.Exists(Path.Combine(_training, file)), file));
    }

    // A page that is made from settings alone names them
    [Fact]
    public void Setting_InItsMeaning_NamesThoseThatTheWorkspaceMayTrain()
        => Assert.EndsWith(
            $": {string.Join(", ", _models.Names.SkipLast(1))} or {_models.Names.Last()}",
            PlatformSettings.Declarations().Single(setting => setting.Key == "retrainingModel").Setting.Meaning, StringComparison.Ordinal);

    [Theory]
    [InlineData("iris", "4", "true"), InlineData("bank", "4", "false"), InlineData("sentiment", "4", "false")]
    [InlineData("stories", "3", "false")]
    public void Load_WhatTheModelAllows_IsTaken(string model, string trials, string insights)
        => Assert.Equal(
            model,
            Load(_models, ("retrainingModel", model), ("retrainingSweepTrials", trials), ("retrainingInsights", insights))
                .MachineLearning.Retraining.Model);

    [Fact]
    public void Load_ModelThatIsNotListed_NamesThoseThatAre()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:retrainingModel", "'fraud'", "iris, bank, sentiment, stories; app/training/workspace.json lists no other",
                $"{Set} retrainingModel iris"),
            Message(_models, ("retrainingModel", "fraud")));

    [Fact]
    public void Load_WithoutTheList_SaysSoAmongTheOtherProblems()
    {
        Assert.Equal(
            SettingsCase.Problem(
                "platform:retrainingModel", "'iris'", "none, as app/training/workspace.json is not there",
                "git restore app/training/workspace.json"),
            Message(TrainableModels.In(_root)));
        Assert.Contains(
            "platform:retrainingInsights is 'perhaps'", Message(TrainableModels.In(_root), ("retrainingInsights", "perhaps")),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bank", "it has columns of texts, and the insights are of numbers alone")]
    [InlineData("sentiment", "it has a column of texts, and the insights are of numbers alone")]
    [InlineData("stories", "it writes texts, and the insights are of classes of rows")]
    public void Load_InsightsOfTexts_WantsNone(string model, string reason)
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:retrainingInsights", "'true'", $"false, as platform:retrainingModel is {model}: {reason}",
                $"{Remove} retrainingInsights"),
            Message(_models, ("retrainingModel", model), ("retrainingInsights", "true")));

    [Fact]
    public void Load_TrialsOfAModelWithoutSweepJson_WantsNone()
    {
        List("""[{ "model": "fraud" }]""");
        var models = TrainableModels.In(_root);

        Assert.Equal(
            SettingsCase.Problem(
                "platform:retrainingSweepTrials", "'4'",
                "0, as platform:retrainingModel is fraud and app/training/fraud has no sweep.json to take points from",
                $"{Remove} retrainingSweepTrials"),
            Message(models, ("retrainingModel", "fraud"), ("retrainingSweepTrials", "4")));
        Assert.Equal(0, Load(models, ("retrainingModel", "fraud")).MachineLearning.Retraining.SweepTrials);
    }

    [Theory]
    [InlineData("""[{ "model": "fraud", "licens": "ours" }]""", "'licens'")]
    [InlineData("""[{ "withoutInsights": "it is slow" }]""", "'model'")]
    [InlineData("""[{ "model": "fraud", "refused": "it is slow" }]""", "'refused'")]
    [InlineData("""[{ "model": "fraud", "data": { "rows": "data/fraud.csv", "beside": [] } }]""", "'licence'")]
    [InlineData("null", "It has no model.")]
    [InlineData("[]", "It has no model.")]
    public void List_WithWhatNobodyReads_OrWithoutWhatIsNeeded_IsRefusedByName(string text, string named)
    {
        List(text);

        var message = Assert.Throws<RunException>(() => TrainableModels.In(_root)).Message;
        Assert.StartsWith(
            "'app/training/workspace.json' is not the list of models that docs/machine-learning.md describes: ", message,
            StringComparison.Ordinal);
        Assert.Contains(named, message, StringComparison.Ordinal);
    }

    private void List(string text)
    {
        Directory.CreateDirectory(Path.Combine(_root, "app", "training"));
        File.WriteAllText(Path.Combine(_root, TrainableModels.File), text);
    }

    private static PlatformSettings Load(TrainableModels models, params (string Key, string? Value)[] changes)
        => PlatformSettings.Load(SettingsCase.Reader("test", changes), models);

    private static string Message(TrainableModels models, params (string Key, string? Value)[] changes)
        => Assert.Throws<InvalidSettingsException>(() => Load(models, changes)).Message;
}
