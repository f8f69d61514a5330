using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Inference.Generation.Decoders;
using Platform.Inference.Models;

namespace Platform.Inference.Generation.Text;

/// <summary>What the files of a byte-level BPE tokenizer say: <c>tokenizer.json</c>, or <c>vocab.json</c> and <c>merges.txt</c>.</summary>
/// <param name="Source">The file.</param>
/// <param name="Vocabulary">Tokens in the letters that stand for bytes.</param>
/// <param name="Merges">Pairs in their order.</param>
/// <param name="Added">Tokens that are found in a text as they are.</param>
/// <param name="Special">Of those, the ones that are no text.</param>
/// <param name="Words">How a text is split before pairs are merged.</param>
internal sealed record TokenizerFile(
    string Source, Dictionary<string, int> Vocabulary, string[] Merges, Dictionary<string, int> Added, HashSet<int> Special, Regex Words)
{
    /// <summary>GPT-2's, which is what the ByteLevel pre-tokenizer does by itself.</summary>
    /// <seealso href="https://github.com/huggingface/tokenizers/blob/main/tokenizers/src/pre_tokenizers/byte_level.rs">Where it
    /// stands.</seealso>
    private const string Gpt2Words = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    /// <summary>The same where every digit was made a word of its own before.</summary>
    private const string DigitWords = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+|\s+(?![^\s\p{N}])|\s+";

    /// <exception cref="ModelLoadException">There is none, half of one, or one of another kind.</exception>
    public static TokenizerFile Read(string folder)
    {
        if (ConfigFile.TryRead(folder, "tokenizer.json") is { } file)
            return Read(file);
        var vocabulary = ConfigFile.TryRead(folder, "vocab.json");
        var merges = Path.Combine(folder, "merges.txt");
        if (vocabulary is not null && File.Exists(merges))
            return FromParts(
                vocabulary,
                [.. File.ReadLines(merges).Where(line => line.Length > 0 && !line.StartsWith("#version", StringComparison.Ordinal))]);
        if (File.Exists(Path.Combine(folder, "tokenizer.model")))
            throw new ModelLoadException(
                "it has a tokenizer.model of SentencePiece, as Llama 2, Gemma and Phi-3 have it; this server reads byte-level BPE, as "
                + "GPT-2, Llama 3, Qwen, Phi-4 and SmolLM have it");
        var missing = vocabulary is not null
            ? "merges.txt beside its vocab.json"
            : File.Exists(merges) ? "vocab.json beside its merges.txt" : "tokenizer.json";
        throw new ModelLoadException($"it has no {missing}, without which its tokens are no text; put it beside model.onnx");
    }

    private static TokenizerFile Read(ConfigFile file)
    {
        if (file.Text("model", "type") is var type && type != "BPE")
            throw new ModelLoadException(
                $"its tokenizer.json is of type {Named(type)}; this server reads byte-level BPE, as GPT-2, Llama 3, Qwen, Phi and "
                + "SmolLM have it");
        if (file.Find("normalizer", "type")?.GetString() is { } normalizer && normalizer != "NFC")
            throw new ModelLoadException(
                $"its tokenizer.json has a normalizer {Named(normalizer)}; this server reads byte-level BPE with none, or with NFC");
        var (added, special) = AddedOf(file);
        return new TokenizerFile(file.Name, VocabularyOf(file, "model", "vocab"), MergesOf(file), added, special, WordsOf(file));
    }

    private static TokenizerFile FromParts(ConfigFile vocabulary, string[] merges)
    {
        var tokens = VocabularyOf(vocabulary);
        var special = tokens.Where(token => token.Key.Length > 4 && token.Key.StartsWith("<|", StringComparison.Ordinal)
            && token.Key.EndsWith("|>", StringComparison.Ordinal));
        var added = special.ToDictionary();
        return new TokenizerFile(vocabulary.Name, tokens, merges, added, [.. added.Values], Compile(Gpt2Words));
    }

    private static Dictionary<string, int> VocabularyOf(ConfigFile file, params string[] path)
    {
        if (file.Find(path) is not { ValueKind: JsonValueKind.Object } tokens)
            throw new ModelLoadException($"its {file.Name} has no tokens; it may have been cut off");
        return tokens.EnumerateObject().ToDictionary(
            token => token.Name,
            token => token.Value.TryGetInt32(out var id) ? id : throw file.Wrong(token.Name, token.Value, "the number of a token"));
    }

    /// <summary>Each a text of two parts, or, since version 0.20 of the tokenizers library, an array of them.</summary>
    private static string[] MergesOf(ConfigFile file) => file.Find("model", "merges") is { ValueKind: JsonValueKind.Array } merges
        ? [
            .. merges.EnumerateArray().Select(merge => merge.ValueKind == JsonValueKind.Array
            ? string.Join(' ', merge.EnumerateArray().Select(part => part.GetString()))
            : merge.GetString()!),
        ]
        : throw new ModelLoadException($"its {file.Name} has no merges; it may have been cut off");

    private static (Dictionary<string, int> Added, HashSet<int> Special) AddedOf(ConfigFile file)
    {
        var (added, special) = (new Dictionary<string, int>(), new HashSet<int>());
        if (file.Find("added_tokens") is not { ValueKind: JsonValueKind.Array } tokens)
            return (added, special);
        foreach (var token in tokens.EnumerateArray())
        {
            var id = token.GetProperty("id").GetInt32();
            added[token.GetProperty("content").GetString()!] = id;
            if (token.TryGetProperty("special", out var flag) && flag.ValueKind == JsonValueKind.True)
                special.Add(id);
        }

        return (added, special);
    }

    /// <summary>ByteLevel alone splits as GPT-2 does; after a Split it only writes bytes as letters.</summary>
    private static Regex WordsOf(ConfigFile file)
    {
        if (file.Find("pre_tokenizer") is not { } root)
            throw NotByteLevel("none");
        var steps = root.TryGetProperty("pretokenizers", out var list) ? list.EnumerateArray().ToList() : [root];
        var level = steps.FindIndex(step => step.GetProperty("type").GetString() == "ByteLevel");
        if (level < 0 || level != steps.Count - 1)
            throw NotByteLevel(string.Join(", ", steps.Select(step => step.GetProperty("type").GetString())));
        var isPlain = !steps[level].TryGetProperty("use_regex", out var use) || use.ValueKind == JsonValueKind.True;
        return steps.Count switch
        {
            1 when isPlain => Compile(Gpt2Words),
            2 when !isPlain && steps[0].TryGetProperty("pattern", out var pattern) && pattern.TryGetProperty("Regex", out var regex) =>
                Compile(regex.GetString()!),
            2 when isPlain && IsDigits(steps[0]) => Compile(DigitWords),
            _ => throw NotByteLevel(string.Join(", ", steps.Select(step => step.GetProperty("type").GetString()))),
        };
    }

    private static bool IsDigits(JsonElement step)
        => step.GetProperty("type").GetString() == "Digits" && step.TryGetProperty("individual_digits", out var single)
        && single.ValueKind == JsonValueKind.True;

    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.Compiled);
        }
        catch (ArgumentException exception)
        {
            throw new ModelLoadException("its tokenizer.json splits words by a regular expression that .NET does not read", exception);
        }
    }

    private static ModelLoadException NotByteLevel(string found)
        => new(
            $"its tokenizer.json splits texts with {found}; this server reads ByteLevel, alone, after Digits, or after one Split by a "
            + "regular expression");

    private static string Named(string? name) => name is null ? "none" : $"'{Faults.Quote.Short(name)}'";
}
