using Platform.Inference.Generation.Decoders;
using Platform.Inference.Generation.Text;

namespace Platform.Inference.Tests.Generation.Text;

/// <summary>Tokenizers as they come in files; the ids of the bundled model's are those of the script that learned it.</summary>
public sealed class TextTokenizerTests
{
    private static readonly string _stories = Path.Combine(AppContext.BaseDirectory, "models", "stories", "1");

    [Fact]
    public void Stories_Texts_AreTheTokensOfTheScript()
    {
        var tokenizer = Stories();
        Assert.Equal([398, 463, 260, 455, 48, 461, 271], tokenizer.EncodePlain("Once upon a time, there was"));
        Assert.Equal([1, 76, 109, 37, 3, 2], tokenizer.EncodeTemplate("<|user|>Hi!<|end|><|assistant|>"));
        Assert.Equal([0, 398], tokenizer.EncodePrompt("Once"));
    }

    [Theory]
    [InlineData("Once upon a time, there was a girl.")]
    [InlineData("é日本 🎉 x\r\n\t  y  ")]
    [InlineData("don't 1234 <|end|>")]
    public void Stories_Tokens_AreTheTextAgain(string text)
    {
        var tokenizer = Stories();
        var stream = new TextStream([]);
        Assert.Equal(text, string.Concat(tokenizer.EncodePlain(text).Select(token => stream.Add(tokenizer.BytesOf(token)))) + stream.End());
    }

    [Fact]
    public void SpecialTokens_AreNoText()
    {
        var tokenizer = Stories();
        Assert.Equal(["<|endoftext|>", "<|user|>", "<|assistant|>", "<|end|>"], tokenizer.SpecialTexts);
        Assert.True(tokenizer.BytesOf(3).IsEmpty);
        Assert.DoesNotContain(3, tokenizer.EncodePlain("<|end|>"));
    }

    [Fact]
    public void VocabAndMerges_AreReadAsTokenizerJsonIs()
    {
        using var folder = new TemporaryFolder();
        var file = ConfigFile.TryRead(_stories, "tokenizer.json")!;
        File.WriteAllText(folder.File("vocab.json"), file.Find("model", "vocab")!.Value.GetRawText());
        File.WriteAllLines(
            folder.File("merges.txt"),
            ["#version: 0.2", .. file.Find("model", "merges")!.Value.EnumerateArray().Select(merge => merge.GetString()!)]);
        var tokenizer = TextTokenizer.Read(folder.Path, null, 1024, null);
        const string text = "Once upon a time, there was<|end|>";
        Assert.Equal(Stories().EncodeTemplate(text), tokenizer.EncodeTemplate(text));
    }

    [Fact]
    public void SplitByARegularExpression_IsKept()
    {
        using var folder = new DecoderFolder();
        folder.With("tokenizer.json", file =>
        {
            Learn12(file);
            file["model"]!["merges"]!.AsArray().Add("1 2");
            file["pre_tokenizer"] = System.Text.Json.Nodes.JsonNode.Parse(
                """{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"\\p{N}{1,2}|\\P{N}+"},"behavior":"Isolated"}"""
                + """,{"type":"ByteLevel","use_regex":false}]}""");
        });
        Assert.Equal([258, 258, 53], Read(folder).EncodePlain("12121"));
    }

    [Fact]
    public void Digits_OfTheirOwn_AreNotMerged()
    {
        using var folder = new DecoderFolder();
        folder.With("tokenizer.json", file =>
        {
            Learn12(file);
            file["model"]!["merges"]!.AsArray().Add("1 2");
            file["pre_tokenizer"] = System.Text.Json.Nodes.JsonNode.Parse(
                """{"type":"Sequence","pretokenizers":[{"type":"Digits","individual_digits":true}"""
                + """,{"type":"ByteLevel","use_regex":true}]}""");
        });
        Assert.Equal([53, 54], Read(folder).EncodePlain("12"));
    }

    [Fact]
    public void MergesAsPairs_AreRead()
    {
        using var folder = new DecoderFolder();
        folder.With("tokenizer.json", file =>
        {
            Learn12(file);
            file["model"]!["merges"]!.AsArray().Add(new System.Text.Json.Nodes.JsonArray("1", "2"));
        });
        Assert.Equal([258], Read(folder).EncodePlain("12"));
    }

    /// <summary>Gives the token of a byte that no text has to '12'.</summary>
    private static void Learn12(System.Text.Json.Nodes.JsonObject file)
    {
        var tokens = file["model"]!["vocab"]!.AsObject();
        tokens.Remove("\u00fe");
        tokens["12"] = 258;
    }

    private static TextTokenizer Read(DecoderFolder folder)
        => TextTokenizer.Read(Path.GetDirectoryName(folder.FileOf("x"))!, null, SumDecoder.Vocabulary, null);

    private static TextTokenizer Stories() => TextTokenizer.Read(_stories, ConfigFile.TryRead(_stories, "tokenizer_config.json"), 1024, 0);
}
