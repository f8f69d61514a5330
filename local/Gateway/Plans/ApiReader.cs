using System.Text.Json;
using Platform.Gateway.Calls;
using Platform.Gateway.Model;

namespace Platform.Gateway.Plans;

/// <summary>The APIs of a plan, with the operations of the OpenAPI document that each imports, and those that it declares.</summary>
internal static class ApiReader
{
    private static readonly string[] _methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    public static List<Api> Read(PlanDocument plan)
        => [.. plan.Of("Api").Select(resource => Read(resource, plan)).OrderByDescending(api => api.Prefix.Length)];

    private static Api Read(PlannedResource resource, PlanDocument plan)
    {
        var id = resource.Required("apiId");
        var version = resource.Text("apiVersion");
        if (version is not null
            && plan.Of("ApiVersionSet").FirstOrDefault(each => each.Text("versioningScheme") is not "Segment") is { } other)
            throw new GatewayStartException(
                $"{other.Path}: versions are told apart by '{other.Text("versioningScheme")}'; known here: Segment");
        var declared = plan.Of("ApiOperation").Where(each => each.Text("apiId") == id).Select(each =>
            new Operation(
                each.Required("operationId"), each.Text("displayName") ?? "", each.Required("method"), each.Required("urlTemplate")));
        var operations = Imported(resource).Concat(declared).OrderByDescending(operation => operation.Literals).ToArray();
        var path = resource.Text("path") ?? "";
        return new(
            id, resource.Text("displayName") ?? id, path, version ?? "", resource.Text("apiRevision") ?? "1",
            resource.IsTrue("subscriptionRequired", true), UrlView.Of(new Uri(resource.Text("serviceUrl") ?? "http://backend.invalid")),
            $"/{path.Trim('/')}{(version is null ? "" : $"/{version}")}".TrimEnd('/'), operations);
    }

    private static IEnumerable<Operation> Imported(PlannedResource resource)
    {
        if (resource.Text("value") is not { } text)
            yield break;
        if (resource.Text("format") is not "openapi+json")
            throw new GatewayStartException($"{resource.Path}: the API's format is '{resource.Text("format")}'; known here: openapi+json");
        foreach (var path in JsonDocument.Parse(text).RootElement.GetProperty("paths").EnumerateObject())
            foreach (var operation in path.Value.EnumerateObject().Where(each => _methods.Contains(each.Name)))
                yield return OperationReader.Read(path.Name, operation.Name, operation.Value);
    }
}
