using System.Text.Json.Nodes;
using Platform.Forests.Tests;
using static Platform.Forests.Tests.OnnxBytes;

namespace Platform.Inference.Tests.Generation;

/// <summary>
/// A repository with a decoder in the layout of GenAI, whose graph does as <see cref="SumDecoder"/> does: its vocabulary is the 256 bytes,
/// from 4 on, and 4 special tokens.
/// </summary>
internal sealed class DecoderFolder : IDisposable
{
    public const string Template = "{% for message in messages %}<|user|>{{ message.content }}{% endfor %}<|model|>";
    private const int Window = 64, Steps = 256, Float = 1, Int64 = 7;
    private readonly TemporaryFolder _root = new();

    /// <param name="longest">Tokens after which a run fails; 0 for never.</param>
    /// <param name="settings">model.json.</param>
    public DecoderFolder(int longest = 0, string? settings = null)
    {
        Directory.CreateDirectory(_root.File("sum/1"));
        File.WriteAllBytes(FileOf("model.onnx"), Graph(longest));
        Write("genai_config.json", Config());
        Write("tokenizer.json", Tokenizer());
        Write(
            "tokenizer_config.json",
            new JsonObject { ["bos_token"] = "<|begin|>", ["eos_token"] = "<|end|>", ["chat_template"] = Template });
        if (settings is not null)
            File.WriteAllText(_root.File("sum/model.json"), settings);
    }

    public string Path => _root.Path;

    public void Dispose() => _root.Dispose();

    public string FileOf(string name, int version = 1) => _root.File($"sum/{version}/{name}");

    public void Settings(string json) => File.WriteAllText(_root.File("sum/model.json"), json);

    /// <summary>Adds a version that is as the first one, but for its graph.</summary>
    /// <param name="version">Its number.</param>
    /// <param name="longest">Tokens after which a run fails; 0 for never.</param>
    /// <param name="otherAfter">Numbers of tokens after which it goes on with another one than the first version.</param>
    /// <param name="takesPositions">Whether it has an input that the first version has not.</param>
    public DecoderFolder AddVersion(int version, int longest = 0, int[]? otherAfter = null, bool takesPositions = false)
    {
        Directory.CreateDirectory(_root.File($"sum/{version}"));
        foreach (var file in Directory.GetFiles(_root.File("sum/1")))
            File.Copy(file, FileOf(System.IO.Path.GetFileName(file), version));
        byte[] positions = takesPositions ? Value(11, "position_ids", Int64, [-1, -1]) : [];
        File.WriteAllBytes(FileOf("model.onnx", version), Graph(longest, positions, otherAfter));
        return this;
    }

    /// <summary>Adds a node to the graph.</summary>
    public void AddNode(byte[] node) => File.WriteAllBytes(FileOf("model.onnx"), Graph(0, node));

    /// <summary>Changes a file of the model.</summary>
    public DecoderFolder With(string name, Action<JsonObject> change, int version = 1)
    {
        var document = JsonNode.Parse(File.ReadAllText(FileOf(name, version)))!.AsObject();
        change(document);
        Write(name, document, version);
        return this;
    }

    /// <summary>The tokens of a text.</summary>
    public static int[] TokensOf(string text) => [.. System.Text.Encoding.UTF8.GetBytes(text).Select(value => value + 4)];

    /// <summary>The text of tokens, without special ones.</summary>
    public static string TextOf(IEnumerable<int> tokens)
        => System.Text.Encoding.UTF8.GetString([.. tokens.Where(token => token >= 4).Select(token => (byte)(token - 4))]);

    private void Write(string name, JsonObject document, int version = 1)
        => File.WriteAllText(FileOf(name, version), document.ToJsonString());

    private static JsonObject Config() => new()
    {
        ["model"] = new JsonObject
        {
            ["type"] = "llama", ["bos_token_id"] = 2, ["eos_token_id"] = new JsonArray(3), ["context_length"] = Window,
            ["vocab_size"] = SumDecoder.Vocabulary,
            ["decoder"] = new JsonObject { ["filename"] = "model.onnx" },
        },
        ["search"] = new JsonObject { ["do_sample"] = true, ["temperature"] = 0 },
    };

    private static JsonObject Tokenizer()
    {
        var letters = new JsonObject { ["<|user|>"] = 0, ["<|model|>"] = 1, ["<|begin|>"] = 2, ["<|end|>"] = 3 };
        var spare = 256;
        for (var value = 0; value < 256; value++)
            letters[((value is (>= 33 and < 127) or (>= 161 and < 173) or >= 174) ? (char)value : (char)spare++).ToString()] = value + 4;
        var added = new[] { "<|user|>", "<|model|>", "<|begin|>", "<|end|>" }.Select(
            (text, id) => (JsonNode)new JsonObject { ["id"] = id, ["content"] = text, ["special"] = true });
        return new JsonObject
        {
            ["added_tokens"] = new JsonArray([.. added]),
            ["pre_tokenizer"] = new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["use_regex"] = true },
            ["model"] = new JsonObject { ["type"] = "BPE", ["vocab"] = letters, ["merges"] = new JsonArray() },
        };
    }

    private static byte[] Graph(int longest, byte[]? part = null, int[]? otherAfter = null) => Model(
    [
        part ?? [],
        Node("", "Cast", "input_ids", ["ids"], Attribute("to", (long)Float)),
        Node("", "Unsqueeze", ["ids", "axes13"], ["new"]),
        Node("", "Concat", ["past_key_values.0.key", "new"], ["present.0.key"], Attribute("axis", 2L)),
        Node("", "Concat", ["past_key_values.0.value", "new"], ["present.0.value"], Attribute("axis", 2L)),
        Node("", "Cast", "attention_mask", ["mask"], Attribute("to", (long)Float)),
        Node("", "Unsqueeze", ["mask", "axes13"], ["mask4"]),
        Node("", "Mul", ["present.0.value", "mask4"], ["shown"]),
        Node("", "CumSum", ["shown", "axis2"], ["sums"]),
        Node("", "Shape", "input_ids", ["shape"]),
        Node("", "Slice", ["shape", "one1", "two1"], ["length"]),
        Node("", "Neg", "length", ["minus"]),
        Node("", "Slice", ["sums", "minus", "end", "two1"], ["last"]),
        Node("", "Squeeze", ["last", "one1"], ["columns"]),
        Node("", "Shape", "attention_mask", ["mask_shape"]),
        Node("", "Slice", ["mask_shape", "one1", "two1"], ["total"]),
        Node("", "Sub", ["total", "one1"], ["last_at"]),
        .. Step(otherAfter),
        Node("", "Add", ["columns", "one"], ["next"]),
        Node("", "Mod", ["next", "size"], ["token"], Attribute("fmod", 1L)),
        Node("", "Sub", ["token", "tokens"], ["distance"]),
        Node("", "Abs", "distance", ["away"]),
        Node("", "Neg", "away", ["wanted"]),
        // Of a table of so many entries, the one of the last token.
        Node("", "Mul", ["last_at", "counts"], ["at"]),
        Node("", "Gather", ["table", "at"], ["zero"]),
        Node("", "Add", ["wanted", "zero"], ["logits"]),
        Integers("axes13", 1, 3), Integers("one1", 1), Integers("two1", 2), Integers("axis2", 2), Integers("end", int.MaxValue),
        Floats("size", SumDecoder.Vocabulary),
        Floats("tokens", [.. Enumerable.Range(0, SumDecoder.Vocabulary).Select(token => (float)token)]),
        Integers("counts", longest == 0 ? 0 : 1), Floats("table", new float[Math.Max(1, longest)]),
        Value(11, "input_ids", Int64, [-1, -1]), Value(11, "attention_mask", Int64, [-1, -1]),
        Value(11, "past_key_values.0.key", Float, [-1, 1, -1, 1]), Value(11, "past_key_values.0.value", Float, [-1, 1, -1, 1]),
        Value(12, "logits", Float, [-1, -1, SumDecoder.Vocabulary]), Value(12, "present.0.key", Float, [-1, 1, -1, 1]),
        Value(12, "present.0.value", Float, [-1, 1, -1, 1]),
    ]);

    /// <summary>How much more the next token is than the sum: one, or two after so many tokens.</summary>
    private static byte[][] Step(int[]? otherAfter) => otherAfter is null ? [Floats("one", 1)]
    : [
        Floats("steps", [.. Enumerable.Range(1, Steps).Select(tokens => otherAfter.Contains(tokens) ? 2f : 1f)]),
        Node("", "Gather", ["steps", "last_at"], ["one"]),
    ];

    private static byte[] Integers(string name, params long[] values)
        => Message(5, [Number(1, values.Length), Number(2, Int64), .. values.Select(value => Number(7, value)), OnnxBytes.Text(8, name)]);

    private static byte[] Floats(string name, params float[] values)
        => Message(5, [Number(1, values.Length), Number(2, Float), .. values.Select(value => Real(4, value)), OnnxBytes.Text(8, name)]);
}
