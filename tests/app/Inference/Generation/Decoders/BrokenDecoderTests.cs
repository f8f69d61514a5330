using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Inference.Hosting;
using Platform.Inference.Models;

namespace Platform.Inference.Tests.Generation.Decoders;

/// <summary>Folders of decoders that lack something, or hold what does not go together: each is refused with what is wrong.</summary>
public sealed class BrokenDecoderTests
{
    [Fact]
    public void Folder_WithoutATokenizer_IsRefused() => Refuses(
        folder => File.Delete(folder.FileOf("tokenizer.json")),
        "it has no tokenizer.json, without which its tokens are no text; put it beside model.onnx");

    [Fact]
    public void Folder_WithHalfATokenizer_IsRefused() => Refuses(
        folder =>
        {
            File.Delete(folder.FileOf("tokenizer.json"));
            File.WriteAllText(folder.FileOf("vocab.json"), "{}");
        },
        "it has no merges.txt beside its vocab.json, without which its tokens are no text; put it beside model.onnx");

    [Fact]
    public void Tokenizer_ThatWasCutOff_IsRefused() => Refuses(
        folder => File.WriteAllText(folder.FileOf("tokenizer.json"), "{\n\"model\": {"),
        "its tokenizer.json is not valid JSON (line 2); it may have been cut off");

    [Fact]
    public void Tokenizer_OfALargerModel_IsRefused() => Refuses(
        folder => folder.With("tokenizer.json", file => file["model"]!["vocab"]!["more"] = 260),
        "its tokenizer.json has tokens up to 260, and its graph knows those below 260; the tokenizer is not this model's");

    [Fact]
    public void Tokenizer_OfAnotherKind_IsRefused() => Refuses(
        folder => folder.With("tokenizer.json", file => file["model"]!["type"] = "Unigram"),
        "its tokenizer.json is of type 'Unigram'; this server reads byte-level BPE, as GPT-2, Llama 3, Qwen, Phi and SmolLM have it");

    [Fact]
    public void Tokenizer_OfSentencePiece_IsRefusedByName() => Refuses(
        folder =>
        {
            File.Delete(folder.FileOf("tokenizer.json"));
            File.WriteAllBytes(folder.FileOf("tokenizer.model"), [10]);
        },
        "it has a tokenizer.model of SentencePiece, as Llama 2, Gemma and Phi-3 have it; this server reads byte-level BPE, as GPT-2, "
        + "Llama 3, Qwen, Phi-4 and SmolLM have it");

    [Fact]
    public void Tokenizer_ThatSplitsOtherwise_IsRefused() => Refuses(
        folder => folder.With("tokenizer.json", file => file["pre_tokenizer"]!["type"] = "Metaspace"),
        "its tokenizer.json splits texts with Metaspace; this server reads ByteLevel, alone, after Digits, or after one Split by a "
        + "regular expression");

    [Fact]
    public void Config_WithoutAWindow_IsRefused() => Refuses(
        folder => folder.With("genai_config.json", file => file["model"]!.AsObject().Remove("context_length")),
        "its genai_config.json lacks 'model.context_length'");

    [Fact]
    public void Config_WithoutAnEnd_IsRefused() => Refuses(
        folder => folder.With("genai_config.json", file => file["model"]!["eos_token_id"] = null),
        "its genai_config.json lacks 'model.eos_token_id'");

    [Fact]
    public void Config_WithAnEndThatIsNoToken_IsRefused() => Refuses(
        folder => folder.With("genai_config.json", file => file["model"]!["eos_token_id"] = 260),
        "its genai_config.json has the end token 260, and its graph knows those from 0 below 260");

    [Fact]
    public void Config_OfTheWrongType_IsRefused() => Refuses(
        folder => folder.With("genai_config.json", file => file["model"]!["context_length"] = "64"),
        "its genai_config.json sets 'model.context_length' to \"64\"; expected a whole number");

    [Fact]
    public void Config_WithAWindowOf1_IsRefused() => Refuses(
        folder => folder.With("genai_config.json", file => file["model"]!["context_length"] = 1),
        "its genai_config.json gives it a window of 1 tokens; expected at least 2");

    [Fact]
    public void Config_OfAModelOfSeveralParts_IsRefused() => Refuses(
        folder => folder.With("genai_config.json", file => file["model"]!["vision"] = new JsonObject()),
        "its genai_config.json has a part 'vision'; this server runs models of one decoder");

    [Fact]
    public void Config_WithAnotherFileName_IsRefused() => Refuses(
        folder => folder.With("genai_config.json", file => file["model"]!["decoder"]!["filename"] = "model_q4.onnx"),
        "its genai_config.json names the graph 'model_q4.onnx'; this server reads model.onnx, so rename it in both places");

    [Fact]
    public void Graph_WithOtherNames_IsRefused() => Refuses(
        folder => folder.With(
            "genai_config.json", file => file["model"]!["decoder"]!["inputs"] = new JsonObject { ["past_key_names"] = "cache.%d.k" }),
        "its graph has no input 'cache.0.k', which a decoder with genai_config.json must have; export it with past keys and values");

    [Fact]
    public void Graph_OfGroupQueryAttention_IsRefused() => Refuses(
        folder => folder.AddNode(Platform.Forests.Tests.OnnxBytes.Node("com.microsoft", "GroupQueryAttention", ["a", "b", "c"], ["d"])),
        "its graph has GroupQueryAttention, which keeps a text at the beginning of its row of the cache, where this server has what fills "
        + "rows up; export the model with Optimum, which writes ONNX's own operators");

    [Fact]
    public void Graph_ThatWasCutOff_IsRefused() => Refuses(
        folder =>
        {
            var content = File.ReadAllBytes(folder.FileOf("model.onnx"));
            File.WriteAllBytes(folder.FileOf("model.onnx"), content[..(content.Length / 2)]);
        },
        "its model.onnx is not a valid ONNX model");

    [Fact]
    public void Template_ThatCannotBeRead_IsRefused() => Refuses(
        folder => folder.With("tokenizer_config.json", file => file["chat_template"] = "{% for message in messages %}"),
        "its chat template cannot be read: line 1: expected '{% endfor %}'");

    [Fact]
    public void Template_WithATagThatIsNotSupported_IsRefused() => Refuses(
        folder => folder.With("tokenizer_config.json", file => file["chat_template"] = "a\n{% macro m() %}{% endmacro %}"),
        "its chat template cannot be read: line 2: the tag 'macro' is not supported; expected if, for, set, break, continue or generation");

    [Fact]
    public void Settings_OfAModelThatIsNoDecoder_AreRefused()
    {
        using var folder = new ModelFolder();
        folder.AddIdentity("plain", ModelFolder.Fp32, [-1], """{"generation":{"slots":2}}""");
        Assert.Equal(
            "model.json sets \"generation\", but it is no decoder: it has neither genai_config.json, nor config.json and inputs "
            + "past_key_values",
            Assert.Throws<ModelLoadException>(() => Load(folder.Path)).Message);
    }

    [Theory]
    [InlineData("""{"generation":{"slots":0}}""", "model.json sets generation.slots to 0; expected at least 1")]
    [InlineData("""{"generation":{"cachedTokens":1}}""", "model.json sets generation.cachedTokens to 1; expected at least 3")]
    [InlineData(
        """{"generation":{"slot":3}}""",
        "model.json has the key 'generation.slot', which is not known; did you mean 'slots'? It may have slots, cachedTokens, "
        + "maxQueueSize, pieceTokens, readTokens")]
    public void Settings_ThatAreWrong_AreRefused(string settings, string message)
    {
        using var folder = new DecoderFolder(settings: settings);
        Assert.Equal(message, Assert.Throws<ModelLoadException>(() => Load(folder.Path)).Message);
    }

    [Fact]
    public void Isolation_OfADecoder_IsRefused()
    {
        using var folder = new DecoderFolder(settings: """{"isolation":"process"}""");
        Assert.Equal(
            "model.json sets \"isolation\", which goes with models of tensors only; a model that writes texts runs in the server's "
            + "own process",
            Assert.Throws<ModelLoadException>(() => Load(folder.Path)).Message);
    }

    private static void Refuses(Action<DecoderFolder> spoil, string message)
    {
        using var folder = new DecoderFolder();
        spoil(folder);
        Assert.Equal(message, Assert.Throws<ModelLoadException>(() => Load(folder.Path)).Message);
    }

    private static ModelVersion Load(string path)
        => ServerLoader.Create(TimeProvider.System, NullLogger<ModelLoader>.Instance).Load(ModelFile.Scan(path).Single());
}
