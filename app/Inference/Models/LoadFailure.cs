using System.Text.RegularExpressions;
using Platform.Inference.Faults;
using Platform.Inference.Graphs;

namespace Platform.Inference.Models;

/// <summary>
/// Says why ONNX Runtime refuses a model. Its own messages are for its developers: they hold paths, functions and types. What it says for
/// each cause was tried with version 1.31.1.
/// </summary>
internal static partial class LoadFailure
{
    private const int LongestDetail = 300;

    /// <param name="message">ONNX Runtime's.</param>
    /// <param name="content">What could be read of the file.</param>
    /// <param name="isModel">Whether that is an ONNX model.</param>
    /// <param name="file">The model.</param>
    public static string Describe(string message, GraphContent content, bool isModel, string file)
    {
        if (MissingData(content, Path.GetDirectoryName(file)!) is { } data)
            return $"its weights are in the file '{data}', which is not there; put it beside model.onnx";
        if (IrVersion().Match(message) is { Success: true } ir)
            return $"its model.onnx has IR version {ir.Groups[1]}, and this server reads up to {ir.Groups[2]}; export it with an older "
                + "version of onnx";
        if (Opset().Match(message) is { Success: true } opset)
            return $"its model.onnx uses opset {opset.Groups[1]} of domain '{opset.Groups[2]}', and this server knows up to "
                + $"{opset.Groups[3]}; export it with target_opset={opset.Groups[3]}";
        if (CustomOperator().Match(message) is { Success: true } custom)
            return $"it needs the custom operator '{custom.Groups[2]}' of domain '{custom.Groups[1]}', which this server does not have; "
                + "it has those of ONNX, of ONNX Runtime and of its Extensions";
        if (UnknownOperator().Match(message) is { Success: true } unknown)
            return $"it needs the operator '{unknown.Groups[1]}', which opset {unknown.Groups[2]} does not have; this server knows the "
                + "operators of ONNX";
        if (Locale().Match(message) is { Success: true } locale)
            return $"it changes the case of texts by the rules of the locale '{locale.Groups[1]}', which is not installed where the "
                + "server runs; install it, or export the model without lower-casing";
        if (NoImplementation().Match(message) is { Success: true } missing)
            return $"it needs the operator '{missing.Groups[1]}' of opset {missing.Groups[2]} for elements of a type that ONNX Runtime "
                + "does not compute it with; export the model with a Cast before it, such as to FP32";
        return !isModel ? DescribeContent(file) : $"ONNX Runtime refuses its graph: {Plain(message)}";
    }

    private static string? MissingData(GraphContent content, string folder)
        => content.ExternalFiles.Order(StringComparer.Ordinal)
            .FirstOrDefault(file => !File.Exists(Path.Combine(folder, file))) is { } missing ? Quote.Short(missing) : null;

    private static string DescribeContent(string file)
    {
        using var content = File.OpenRead(file);
        Span<byte> start = stackalloc byte[64];
        start = start[..content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start.IsEmpty ? "its model.onnx is empty"
            : start.StartsWith("version https://git-lfs"u8) ? "its model.onnx is a pointer of Git LFS in the place of the model; fetch "
                + "the model with 'git lfs pull'"
            : "its model.onnx is not a valid ONNX model";
    }

    /// <summary>Without the path of the file and the places in ONNX Runtime's sources.</summary>
    private static string Plain(string message)
    {
        var plain = Preamble().Replace(message, "").Replace('\n', ' ').Trim();
        plain = SourcePlace().Replace(plain, "");
        return plain.Length <= LongestDetail ? plain : string.Concat(plain.AsSpan(0, LongestDetail), "…");
    }

    [GeneratedRegex(@"Unsupported model IR version: (\d+), max supported IR version: (\d+)")]
    private static partial Regex IrVersion();

    [GeneratedRegex(@"Opset (\d+) is under development.* for domain (\S+) is till opset (\d+)", RegexOptions.Singleline)]
    private static partial Regex Opset();

    [GeneratedRegex(@"Fatal error: ([^\s:]+):(\w+)\(-?\d+\) is not a registered function/op")]
    private static partial Regex CustomOperator();

    [GeneratedRegex(@"No Op registered for (\w+) with domain_version of (\d+)")]
    private static partial Regex UnknownOperator();

    [GeneratedRegex(@"Could not find an implementation for (\w+)\((\d+)\) node")]
    private static partial Regex NoImplementation();

    [GeneratedRegex(@"Failed to construct locale with name:([\w.@-]+)")]
    private static partial Regex Locale();

    [GeneratedRegex(@"^\[ErrorCode:\w+\] (Load model from .*? failed:|Exception during initialization: )?")]
    private static partial Regex Preamble();

    [GeneratedRegex(@"\S*/onnxruntime\S* .*?\) |\S+\.(cc|h):\d+ \w+ |\[with [^\]]*\] |""/[^""]*""")]
    private static partial Regex SourcePlace();
}
