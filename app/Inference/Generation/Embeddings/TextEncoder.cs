using System.Runtime.InteropServices;
using Microsoft.ML.Tokenizers;
using Platform.Inference.Execution;
using Platform.Inference.Generation.Decoders;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Generation.Embeddings;

/// <summary>
/// Makes embeddings of texts by a model that reads tokens. Each text is a row of its own, which joins others of its length, so that none is
/// filled up to the length of another, and its embedding is the same whoever asks at the same time.
/// </summary>
internal sealed class TextEncoder : IModelUse
{
    private readonly BertTokenizer _tokenizer;
    private readonly EmbeddingSettings _settings;
    private readonly int _output;
    private readonly bool _isPooled;

    private TextEncoder(BertTokenizer tokenizer, EmbeddingSettings settings, int output, TensorSpec spec)
    {
        (_tokenizer, _settings, _output) = (tokenizer, settings, output);
        _isPooled = spec.Shape.Length == 2;
        Size = (int)spec.Shape[^1];
    }

    /// <summary>Numbers of an embedding.</summary>
    public int Size { get; }

    /// <summary>Tokens of a text, those at its ends among them.</summary>
    public int MaxTokens => _settings.MaxTokens;

    /// <summary>Whether the first numbers of an embedding are one too.</summary>
    public bool IsCut => _settings.IsCut;

    /// <returns>Null for a model whose <c>model.json</c> has no <c>embedding</c>.</returns>
    /// <exception cref="ModelLoadException">It has, but the graph or the folder do not fit.</exception>
    public static TextEncoder? TryCreate(ModelFile file, Signature signature, ModelSettings settings)
    {
        if (settings.Embedding is not { } embedding)
            return null;
        foreach (var input in signature.Inputs)
            if (input.Name is not ("input_ids" or "attention_mask" or "token_type_ids") || input.Type != DataType.Int64
                || input.Shape is not [-1, -1])
                throw new ModelLoadException(
                    $"model.json sets \"embedding\", but the graph takes '{input.Name}' of type {input.Type.Name} and shape "
                    + $"{Faults.Quote.Shape(input.Shape)}; expected input_ids, attention_mask and token_type_ids of INT64 and "
                    + "shape [-1,-1]");
        // A text's own vector, where it is called so: what BERT calls pooled is for another purpose
        var output = Array.FindIndex(
            signature.Outputs, spec => spec.Type == DataType.Fp32 && spec is { Name: "sentence_embedding", Shape: [-1, > 0] });
        output = output >= 0
            ? output
            : Array.FindIndex(signature.Outputs, spec => spec.Type == DataType.Fp32 && spec.Shape is [-1, -1, > 0]);
        if (output < 0)
            throw new ModelLoadException(
                "model.json sets \"embedding\", but the graph has no output of FP32, neither last_hidden_state of shape [-1,-1,size] nor "
                + "sentence_embedding of shape [-1,size]");
        return new TextEncoder(ReadTokenizer(Path.GetDirectoryName(file.Path)!), embedding, output, signature.Outputs[output]);
    }

    /// <summary>A text's tokens, with those at its ends.</summary>
    public int[] Tokens(string text) => [.. _tokenizer.EncodeToIds(text)];

    /// <returns>Of length 1.</returns>
    /// <param name="model">Whose encoder this is.</param>
    /// <param name="tokens">Of one text.</param>
    /// <param name="prepare">Sets what is the request's own, such as its deadline.</param>
    /// <exception cref="RefusedException">The queue is full, or the deadline passed.</exception>
    public async Task<(float[] Vector, long ComputeTicks)> EncodeAsync(ModelVersion model, int[] tokens, Action<InferenceJob> prepare)
    {
        var job = model.TryRentJob() ?? throw new RefusedException($"model '{model.Name}' is being taken out of service; try again later");
        try
        {
            prepare(job);
            Fill(job, tokens);
            await model.InferAsync(job);
            var vector = Pool(MemoryMarshal.Cast<byte, float>(job.Outputs[_output].Payload));
            return (vector, (job.ComputedAt - job.StartedAt) / Math.Max(1, job.BatchRows));
        }
        finally
        {
            model.ReturnJob(job);
        }
    }

    /// <summary>Of length 1, so that the product of two is their similarity; one of zeros stays as it is.</summary>
    public static void Normalize(Span<float> vector)
    {
        var length = MathF.Sqrt(Product(vector, vector));
        if (length > 0)
            foreach (ref var number in vector)
                number /= length;
    }

    public static float Product(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0f;
        for (var i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    private static BertTokenizer ReadTokenizer(string folder)
    {
        var vocabulary = Path.Combine(folder, "vocab.txt");
        if (!File.Exists(vocabulary))
            throw new ModelLoadException(
                "model.json sets \"embedding\", but there is no vocab.txt beside model.onnx, without which texts have no tokens");
        var config = ConfigFile.TryRead(folder, "tokenizer_config.json");
        var isCased = config?.Find("do_lower_case") is { ValueKind: System.Text.Json.JsonValueKind.False };
        try
        {
            return BertTokenizer.Create(vocabulary, new BertOptions { LowerCaseBeforeTokenization = !isCased });
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new ModelLoadException(
                "its vocab.txt is not one of WordPiece, with [UNK], [CLS] and [SEP]; it may have been cut off", exception);
        }
    }

    private static void Fill(InferenceJob job, int[] tokens)
    {
        var signature = job.Model.Signature;
        for (var i = 0; i < signature.Inputs.Length; i++)
        {
            job.Inputs[i].SetShape([1, tokens.Length]);
            var numbers = MemoryMarshal.Cast<byte, long>(job.Inputs[i].Resize(tokens.Length * sizeof(long)));
            switch (signature.Inputs[i].Name)
            {
                case "input_ids":
                    for (var at = 0; at < tokens.Length; at++)
                        numbers[at] = tokens[at];
                    break;
                case "attention_mask":
                    numbers.Fill(1);
                    break;
                default:
                    numbers.Clear();
                    break;
            }

            job.HasInput[i] = true;
        }

        job.CountRows();
    }

    private float[] Pool(ReadOnlySpan<float> numbers)
    {
        var pooled = numbers[..Size].ToArray();
        if (!_isPooled && _settings.Pooling == Pooling.Mean)
            for (var token = Size; token < numbers.Length; token += Size)
                for (var i = 0; i < Size; i++)
                    pooled[i] += numbers[token + i];
        Normalize(pooled);
        return pooled;
    }
}
