using Microsoft.ML.Tokenizers;
using Platform.Inference.Generation.Decoders;
using Platform.Inference.Models;

namespace Platform.Inference.Generation.Text;

/// <summary>Turns texts into a decoder's tokens, and tokens into bytes of UTF-8.</summary>
internal sealed class TextTokenizer
{
    private readonly Tokenizer _plain;
    private readonly Tokenizer _special;
    private readonly byte[]?[] _bytes;
    private readonly int? _begin;

    private TextTokenizer(TokenizerFile file, ConfigFile? config, int vocabulary, int? begin)
    {
        _plain = Create(file, null);
        _special = file.Added.Count == 0 ? _plain : Create(file, file.Added);
        _bytes = BytesOf(file, vocabulary);
        SpecialTexts = [.. file.Added.Where(token => file.Special.Contains(token.Value)).Select(token => token.Key)];
        LongestToken = _bytes.Max(bytes => bytes?.Length ?? 0);
        var name = TextOf(config, "bos_token");
        BeginText = name ?? (begin is { } id ? file.Added.FirstOrDefault(token => token.Value == id).Key : null) ?? "";
        EndText = TextOf(config, "eos_token") ?? "";
        _begin = config?.IsTrue("add_bos_token") is true
            ? (name is not null && file.Added.TryGetValue(name, out var named) ? named : begin)
            : null;
    }

    /// <summary>Tokens that are no text, as they are written.</summary>
    public string[] SpecialTexts { get; }

    /// <summary>Bytes of the longest token.</summary>
    public int LongestToken { get; }

    /// <summary>What begins a text, as chat templates write it.</summary>
    public string BeginText { get; }

    /// <summary>What ends a text, as chat templates write it.</summary>
    public string EndText { get; }

    /// <param name="folder">Of the model's version.</param>
    /// <param name="config">Its <c>tokenizer_config.json</c>.</param>
    /// <param name="vocabulary">Tokens that the graph knows.</param>
    /// <param name="begin">The token that begins a text, as the model's configuration has it.</param>
    /// <exception cref="ModelLoadException">The tokenizer cannot be read, or has tokens that the graph does not know.</exception>
    public static TextTokenizer Read(string folder, ConfigFile? config, int vocabulary, int? begin)
    {
        var file = TokenizerFile.Read(folder);
        var most = file.Vocabulary.Values.Concat(file.Added.Values).DefaultIfEmpty(-1).Max();
        if (most >= vocabulary)
            throw new ModelLoadException(
                $"its {file.Source} has tokens up to {most}, and its graph knows those below {vocabulary}; the tokenizer is not "
                + "this model's");
        try
        {
            return new TextTokenizer(file, config, vocabulary, begin);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            throw new ModelLoadException(
                $"its {file.Source} has merges of tokens that it does not have; it may have been cut off", exception);
        }
    }

    /// <summary>A template's text: special tokens in it are these tokens.</summary>
    public int[] EncodeTemplate(string text) => [.. _special.EncodeToIds(text)];

    /// <summary>A caller's text, after the token that begins texts where the model has one.</summary>
    public int[] EncodePrompt(string text)
        => _begin is { } begin ? [begin, .. _special.EncodeToIds(text)] : [.. _special.EncodeToIds(text)];

    /// <summary>A text as it is, without special tokens.</summary>
    public int[] EncodePlain(string text) => [.. _plain.EncodeToIds(text)];

    /// <summary>None for special tokens, and for those that no text has.</summary>
    public ReadOnlySpan<byte> BytesOf(int token) => _bytes[token];

    private static BpeTokenizer Create(TokenizerFile file, Dictionary<string, int>? special)
        => BpeTokenizer.Create(new BpeOptions(file.Vocabulary)
        {
            Merges = file.Merges,
            ByteLevel = true,
            SpecialTokens = special,
            PreTokenizer = new RegexPreTokenizer(file.Words, special),
        });

    private static byte[]?[] BytesOf(TokenizerFile file, int vocabulary)
    {
        var bytes = new byte[]?[vocabulary];
        foreach (var (token, id) in file.Vocabulary)
            bytes[id] = ByteLetters.ToBytes(token);
        foreach (var (token, id) in file.Added)
            bytes[id] = file.Special.Contains(id) ? null : System.Text.Encoding.UTF8.GetBytes(token);
        return bytes;
    }

    /// <summary>A text, or an object with it as its content.</summary>
    private static string? TextOf(ConfigFile? config, string field) => config?.Find(field) switch
    {
        { ValueKind: System.Text.Json.JsonValueKind.String } text => text.GetString(),
        { ValueKind: System.Text.Json.JsonValueKind.Object } => config.Text(field, "content"),
        _ => null,
    };
}
