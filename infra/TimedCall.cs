using System.Collections.Immutable;
using Platform.Infra.Observability;
using Pulumi;
using Pulumi.AzureNative.Logic;
using Pulumi.AzureNative.Logic.Inputs;
using Pulumi.AzureNative.ManagedIdentity;
using Pulumi.AzureNative.Monitor;
using static Platform.Infra.ArmTemplate;
using ManagedServiceIdentityType = Pulumi.AzureNative.Logic.ManagedServiceIdentityType;

namespace Platform.Infra;

/// <summary>
/// A call of Azure Resource Manager by the clock: a workflow of Logic Apps with one step, which waits for what it started. A hundred runs
/// a month cost nothing. https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity
/// </summary>
internal static class TimedCall
{
    private const string Schema = "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#";

    /// <param name="identity">Who calls.</param>
    /// <param name="path">Of a POST, from <c>/subscriptions</c> up to and without the query.</param>
    /// <param name="version">Of the API.</param>
    /// <param name="body">Null for none.</param>
    /// <param name="days">On which it calls.</param>
    /// <param name="at">When, in UTC.</param>
    public static Workflow Declare(
        string name, PlatformScope scope, UserAssignedIdentity identity, Output<string> path, string version,
        Output<ImmutableDictionary<string, object>>? body, IEnumerable<DayOfWeek> days, TimeOnly at, Monitoring monitoring,
        CustomResourceOptions options)
    {
        var schedule = Map(
            ("weekDays", List([.. days.Select(day => (object)day.ToString())])), ("hours", List(at.Hour)), ("minutes", List(at.Minute)));
        var workflow = new Workflow(name, new()
        {
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            State = WorkflowState.Enabled,
            Identity = new ManagedServiceIdentityArgs
            {
                Type = ManagedServiceIdentityType.UserAssigned,
                UserAssignedIdentities = { identity.Id },
            },
            Definition = Output.Tuple(path, identity.Id, body ?? Output.Create(ImmutableDictionary<string, object>.Empty)).Apply(
                given => (object)Map(
                    ("$schema", Schema), ("contentVersion", "1.0.0.0"),
                    ("triggers", Map(("clock", Map(
                        ("type", "Recurrence"),
                        ("recurrence", Map(("frequency", "Week"), ("interval", 1), ("timeZone", "UTC"), ("schedule", schedule))))))),
                    ("actions", Map(("call", Call(given.Item1, version, given.Item2, given.Item3)))))),
        }, options);
        Diagnostics.Send(options.Parent!, name, workflow.Id, monitoring);
        MetricAlerts.Declare(
            scope, monitoring,
            new(
                $"{name}-failed", workflow.Id, "Microsoft.Logic/workflows", "RunsFailed", AggregationTypeEnum.Total, Operator.GreaterThan, 0, 2,
                $"The call {name} did not come to its end: its runs are listed in the portal"),
            new() { Parent = options.Parent });
        return workflow;
    }

    private static ImmutableDictionary<string, object> Call(
        string path, string version, string identity, ImmutableDictionary<string, object> body)
    {
        var inputs = Map(
            ("method", "POST"), ("uri", $"https://management.azure.com{path}?api-version={version}"),
            ("authentication", Map(
                ("type", "ManagedServiceIdentity"), ("identity", identity), ("audience", "https://management.azure.com/"))));
        return Map(("type", "Http"), ("inputs", body.IsEmpty ? inputs : inputs.Add("body", body)));
    }
}
