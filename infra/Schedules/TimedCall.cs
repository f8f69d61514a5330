using System.Collections.Immutable;
using Platform.Infra.Components;
using Platform.Infra.Observability;
using Pulumi;
using Pulumi.AzureNative.Logic;
using Pulumi.AzureNative.Logic.Inputs;
using Pulumi.AzureNative.Monitor;
using static Platform.Infra.Components.ArmTemplate;
using ManagedServiceIdentityType = Pulumi.AzureNative.Logic.ManagedServiceIdentityType;

namespace Platform.Infra.Schedules;

/// <summary>
/// A call of Azure Resource Manager by the clock: a workflow of Logic Apps with one step, which waits for what it started. A hundred runs
/// a month cost nothing. https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity
/// </summary>
internal static class TimedCall
{
    private const string Schema =
        "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#";

    /// <param name="dependsOn">What it waits for, such as the right to call.</param>
    public static void Declare(
        ConcernScope scope, string name, TimedCallArgs args, Monitoring monitoring, params IEnumerable<Resource> dependsOn)
    {
        var schedule = Map(
            ("weekDays", List([.. args.Days.Select(day => (object)day.ToString())])), ("hours", List(args.At.Hour)),
            ("minutes", List(args.At.Minute)));
        var workflow = new Workflow(name, new()
        {
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            State = WorkflowState.Enabled,
            Identity = new ManagedServiceIdentityArgs
            {
                Type = ManagedServiceIdentityType.UserAssigned,
                UserAssignedIdentities = { args.Identity.Id },
            },
            Definition = Output.Tuple(
                args.Path, args.Identity.Id, args.Body ?? Output.Create(ImmutableDictionary<string, object>.Empty)).Apply(
                given => (object)Map(
                    ("$schema", Schema), ("contentVersion", "1.0.0.0"),
                    ("triggers", Map(("clock", Map(
                        ("type", "Recurrence"),
                        ("recurrence", Map(("frequency", "Week"), ("interval", 1), ("timeZone", "UTC"), ("schedule", schedule))))))),
                    ("actions", Map(("call", Call(given.Item1, args.Version, given.Item2, given.Item3)))))),
        }, scope.Child(dependsOn));
        Diagnostics.Send(scope, name, workflow.Id, monitoring);
        MetricAlerts.Declare(
            new(scope, monitoring),
            new(
                $"{name}-failed", workflow.Id, "Microsoft.Logic/workflows", "RunsFailed", AggregationTypeEnum.Total, Operator.GreaterThan,
                0, 2,
                $"The call {name} did not come to its end: its runs are listed in the portal"));
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
