using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Inference.Faults;
using Platform.Inference.Features;
using Platform.Inference.Models;
using Platform.Inference.Predict;
using Platform.Inference.Sentiment;
using Platform.Inference.Tensors;

namespace Platform.Inference.Docs;

/// <summary>HTML for people. Everything that is linked or loaded is relative to where the server's root is.</summary>
internal static class Page
{
    private static readonly JsonSerializerOptions _indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The list of the models.</summary>
    public static string Index(IEnumerable<Model> models, string? defaultModel, string root)
    {
        var html = Begin("Inference API", root);
        html.Append("<h1>Inference API</h1><p>Healthy. Models served here, each with its own documentation, examples and code:</p>")
            .Append("<table><tr><th>model</th><th>what it does</th><th>answers</th></tr>");
        foreach (var model in models)
        {
            if (model.Default is { } version)
                AddModel(html, version, root, PathsOf(version, model.Name == defaultModel));
            foreach (var (number, reason) in model.Failures)
                html.Append($"<tr><td>{Text(model.Name)}</td><td>version {number} could not be loaded: {Text(reason)}</td><td></td></tr>");
        }

        return html.Append(
            $"</table><p><a href=\"{root}docs/index.html\">The whole API</a>, its <a href=\"{root}openapi.json\">OpenAPI document</a>, "
            + $"<a href=\"{root}v2/models\">the models as JSON</a>, <a href=\"{root}v2/health/ready\">whether all are "
            + "ready</a>.</p></body></html>").ToString();
    }

    /// <summary>One version of a model: what it takes and gives, code that calls it, and every operation to try.</summary>
    /// <param name="document">The address of its OpenAPI document.</param>
    public static string Of(ModelVersion model, Samples samples, CodeSample[] code, (string Root, string Document) address)
    {
        var html = Begin(model.Name, address.Root);
        html.Append(
            $"<p><a href=\"{address.Root}docs\">all models</a></p><h1>{Text(model.Name)} <small>version {model.Version}</small></h1>")
            .Append($"<p>{Text(model.Settings.Description ?? "")}</p>");
        if (model.Findings.Count > 0)
            html.Append(
                $"<h2>Of note</h2><ul>{string.Concat(model.Findings.Select(finding => $"<li>{Text(finding.ToString())}</li>"))}</ul>");
        if (model.Predict is { } plan)
            AddFeatures(html, model, plan);
        else
            AddTensors(html, model);
        AddSample(html, "Example", samples.Example ?? samples.Tensors);
        AddSample(html, "Answer", samples.Example is null ? samples.TensorAnswer : samples.Answer);
        foreach (var sample in code)
            html.Append($"<h2>{Text(sample.Language)}</h2><pre><code class=\"{Text(sample.Language)}\">{Text(sample.Source)}</code></pre>");
        return html.Append(Swagger(address.Root, address.Document)).Append("</body></html>").ToString();
    }

    /// <summary>A page on the server's document alone.</summary>
    public static string Of(string title, string root)
        => Begin(title, root).Append(Swagger(root, $"{root}docs/openapi.json")).Append("</body></html>").ToString();

    private static IEnumerable<string> PathsOf(ModelVersion model, bool isDefault)
    => [
        .. SentimentEndpoints.IsFor(model) ? [SentimentEndpoints.Path] : Array.Empty<string>(),
        model.Predict is null ? $"/v2/models/{model.Name}/infer" : $"/models/{model.Name}/predict",
        .. isDefault ? ["/predict", "/score", "/invocations"] : Array.Empty<string>(),
    ];

    private static void AddModel(StringBuilder html, ModelVersion model, string root, IEnumerable<string> paths)
    {
        var name = Text(model.Name);
        html.Append($"<tr><td><a href=\"{root}v2/models/{name}/docs\">{name}</a></td><td>{Text(model.Settings.Description ?? "")}</td>")
            .Append($"<td>{string.Join(", ", paths.Select(path => $"<code>{Text(path)}</code>"))}</td></tr>");
    }

    private static void AddFeatures(StringBuilder html, ModelVersion model, PredictPlan plan)
    {
        html.Append(
            $"<p><code>POST /models/{Text(model.Name)}/predict</code></p><table><tr><th>feature</th><th>type</th><th>values</th></tr>");
        foreach (var feature in plan.Features)
            html.Append(
                $"<tr><td><code>{Text(feature.Name)}</code></td><td>{Text((string)Schemas.Feature(model, feature)["type"]!)}</td>"
                + $"<td>{Text(string.Join(", ", ExampleRow.CategoriesOf(model, feature) ?? []))}</td></tr>");
        html.Append("</table>");
    }

    private static void AddTensors(StringBuilder html, ModelVersion model)
    {
        html.Append(
            $"<p><code>POST /v2/models/{Text(model.Name)}/infer</code></p><table><tr><th>tensor</th><th>type</th><th>shape</th></tr>");
        var inputs = model.Signature.Inputs.Select(input => ("in", input));
        foreach (var (role, spec) in inputs.Concat(model.Signature.Outputs.Select(output => ("out", output))))
            html.Append(
                $"<tr><td><code>{Text(spec.Name)}</code> {role}</td><td>{spec.Type.Name}</td><td>{Quote.Shape(spec.ListedShape)}</td></tr>");
        html.Append("</table>");
    }

    private static void AddSample(StringBuilder html, string title, JsonNode? sample)
    {
        if (sample is not null)
            html.Append($"<h2>{title}</h2><pre><code class=\"{title}\">{Text(sample.ToJsonString(_indented))}</code></pre>");
    }

    private static StringBuilder Begin(string title, string root) => new StringBuilder(
        $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{Text(title)}}</title>
        <link rel="stylesheet" href="{{root}}docs/swagger-ui.css">
        <style>
        body { font: 16px/1.5 sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
        table { border-collapse: collapse } th, td { text-align: left; vertical-align: top; padding: .25rem 1rem .25rem 0; border-bottom: 1px solid #ddd }
        pre { background: #f4f4f4; padding: .75rem; overflow-x: auto }
        </style></head>
        <body>

        """);

    private static string Swagger(string root, string document)
        => $$"""
        <div id="page"></div>
        <script src="{{root}}docs/swagger-ui-bundle.js"></script>
        <script>SwaggerUIBundle({
          url: "{{JavaScriptEncoder.Default.Encode(document)}}",
          dom_id: "#page", validatorUrl: null, defaultModelsExpandDepth: -1 });</script>
        """;

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
