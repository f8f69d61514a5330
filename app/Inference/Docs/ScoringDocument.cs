using System.Text.Json.Nodes;
using Platform.Inference.Features;
using Platform.Inference.Models;

namespace Platform.Inference.Docs;

/// <summary>
/// What Azure Machine Learning asks a container for at <c>/swagger.json</c>: the scoring operation with the schemas of the default model,
/// as Swagger 2.0, or as OpenAPI 3 where the query says <c>version=3</c>.
/// </summary>
/// <seealso href="https://learn.microsoft.com/azure/machine-learning/how-to-inference-server-http"/>
internal static class ScoringDocument
{
    /// <summary>The versions that can be asked for, and what the document calls them; null for another.</summary>
    public static string? VersionOf(string asked) => asked switch
    {
        "" or "2" or "2.0" => "2.0",
        "3" or "3.0" => "3.0.3",
        "3.1" => "3.1.0",
        _ => null,
    };

    public static JsonObject Create(string version, ModelVersion model, PredictPlan plan, Samples samples)
    {
        var schemas = new JsonObject
        {
            ["ServiceInput"] = Input(model, plan, samples.Example!),
            ["ServiceOutput"] = Output(samples.Answer),
            ["ErrorResponse"] = Schemas.Answer(new JsonObject { ["error"] = "" }),
        };
        var info = new JsonObject
        {
            ["title"] = model.Name,
            ["description"] = model.Settings.Description ?? $"The model '{model.Name}'.",
            ["version"] = model.Version,
        };
        return version == "2.0"
            ? new JsonObject
            {
                ["swagger"] = version,
                ["info"] = info,
                ["consumes"] = new JsonArray("application/json"),
                ["produces"] = new JsonArray("application/json"),
                ["paths"] = Paths(SwaggerContent),
                ["definitions"] = schemas,
            }
            : new JsonObject
            {
                ["openapi"] = version,
                ["info"] = info,
                ["paths"] = Paths(OpenApiContent),
                ["components"] = new JsonObject { ["schemas"] = schemas },
            };
    }

    private static JsonObject Input(ModelVersion model, PredictPlan plan, JsonObject example)
    {
        var frame = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("columns", "data"),
            ["properties"] = new JsonObject
            {
                ["columns"] = ArrayOf(new JsonObject
                {
                    ["type"] = "string",
                    ["enum"] = Schemas.Strings(plan.Features.Select(feature => feature.Name)),
                }),
                ["index"] = ArrayOf(new JsonObject { ["type"] = "integer" }),
                ["data"] = ArrayOf(ArrayOf([])),
            },
        };
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["input_data"] = frame, ["dataframe_records"] = ArrayOf(Schemas.Row(model, plan)) },
            ["example"] = new JsonObject
            {
                ["input_data"] = new JsonObject
                {
                    ["columns"] = Schemas.Strings(example.Select(field => field.Key)),
                    ["index"] = new JsonArray(0),
                    ["data"] = new JsonArray(new JsonArray([.. example.Select(field => field.Value?.DeepClone())])),
                },
            },
        };
    }

    private static JsonObject Output(JsonNode? answer)
    {
        var example = new JsonObject();
        foreach (var (one, several) in ((string, string)[])[("prediction", "predictions"), ("probabilities", "probabilities")])
            if (answer?[one] is { } value)
                example[several] = new JsonArray(value.DeepClone());
        var schema = Schemas.Answer(example);
        schema["example"] = example;
        return schema;
    }

    private static JsonObject Paths(Func<string, JsonObject> content) => new()
    {
        ["/"] = new JsonObject
        {
            ["get"] = new JsonObject
            {
                ["operationId"] = "ServiceHealthCheck",
                ["description"] = "Whether the service is up: the text 'Healthy'.",
                ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "It is up." } },
            },
        },
        ["/score"] = new JsonObject { ["post"] = Score(content) },
        ["/swagger.json"] = new JsonObject
        {
            ["get"] = new JsonObject
            {
                ["operationId"] = "GetSwaggerSpec",
                ["description"] = "This document; as OpenAPI 3 with ?version=3.",
                ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "The document." } },
            },
        },
    };

    private static JsonObject Score(Func<string, JsonObject> content)
    {
        var operation = new JsonObject { ["operationId"] = "RunMLService", ["description"] = "Predicts." };
        var input = content("ServiceInput");
        if (input["content"] is not null)
            operation["requestBody"] = input;
        else
            operation["parameters"] = new JsonArray(new JsonObject
            {
                ["name"] = "serviceInputPayload",
                ["in"] = "body",
                ["schema"] = input["schema"]!.DeepClone(),
            });
        var output = content("ServiceOutput");
        output["description"] = "One prediction for each row.";
        var error = content("ErrorResponse");
        error["description"] = "What was wrong.";
        operation["responses"] = new JsonObject { ["200"] = output, ["default"] = error };
        return operation;
    }

    private static JsonObject SwaggerContent(string schema) => new() { ["schema"] = Reference($"#/definitions/{schema}") };

    private static JsonObject OpenApiContent(string schema) => new()
    {
        ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = Reference($"#/components/schemas/{schema}") } },
    };

    private static JsonObject Reference(string schema) => new() { ["$ref"] = schema };

    private static JsonObject ArrayOf(JsonObject items) => new() { ["type"] = "array", ["items"] = items };
}
