using System.Text.RegularExpressions;
using Platform.Review.Azure.Kinds;
using Platform.Review.Evaluation;
using Platform.Review.Plans;
using Platform.Review.Secrets;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>What must hold of all resources, whatever their type.</summary>
internal static partial class EverywhereRules
{
    private const string Grant = "authorization:RoleAssignment";

    // Owner, Contributor, User Access Administrator, Role Based Access Control Administrator
    private static readonly string[] _powerful =
        ["8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "b24988ac-6180-42a0-ab88-20f7382dd24c", "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
            "f58310d9-a9f6-439a-9e8d-f62e7b41a168"];

    // Cost Management Contributor and Reader: what is paid for, which is billed by subscription, and no resource
    private static readonly string[] _ofCost = ["434105ed-43f6-45c7-a02f-909b2ba83430", "72fafb9e-0641-4937-9268-a91bfd8191a3"];

    // Of these, what lets assign roles
    private static readonly string[] _assigners = [.. _powerful.Where(role => !role.StartsWith("b24988ac", StringComparison.Ordinal))];

    public static Rule[] All { get; } =
    [
        new PlanRule("Plan.Parent", Operations, Warning, "A resource belongs to a component of the plan",
            "Plan and state cannot be read by concern")
        {
            Violations = plan => from resource in plan.Resources
                                 where resource.Parent is not { } parent || !plan.Plan.Resources.Any(each => each.Path == parent)
                                     || (parent == plan.Plan.Project && PlanUnderReview.NameOf(resource) != "resources:ResourceGroup"
                                         && !resource.Type.StartsWith("pulumi:providers:", StringComparison.Ordinal))
                                 select new Violation(InputValue.Of(resource), "a component as its parent", resource.Parent ?? "no parent"),
        },
        new InputRule("Plan.RoleAssignment.PrincipalType", Reliability, Warning, "A role assignment says what kind of principal it is for",
            "It fails when the principal is younger than Entra's replicas")
        {
            Of = [new(Grant)], Input = "principalType",
            Expected = Expect.OneOf("ServicePrincipal", "Group", "User", "ForeignGroup", "Device"),
        },
        new InputRule("Plan.RoleAssignment.Reason", Security, Warning, "A role assignment says what it is for",
            "Nobody dares to take it away")
            { Of = [new(Grant)], Input = "description", Expected = Expect.Set },
        new PlanRule("Plan.RoleAssignment.Scope", Security, Error,
            "A role is assigned where it is needed, and a powerful one on one resource or a group set apart, but for the job that deploys",
            "One stolen identity opens everything in the group")
        {
            Violations = plan => from grant in plan.OfType(Grant).Select(InputValue.Of)
                                 let scope = grant.At("scope")
                                 where !_ofCost.Any(grant.At("roleDefinitionId").Text.Contains)
                                 let isMuch = IsPowerful(grant) && !IsOfDeployJob(plan, grant) && !IsSetApart(plan, scope.Text)
                                 where scope.Text.Count(c => c == '/') < (isMuch ? 8 : 4)
                                 select new Violation(
                                     scope,
                                     "a resource group, the subscription for roles of Cost Management, or for Owner, Contributor and "
                                     + "administrators of access a resource, or a group that nothing of the plan is in"),
        },
        new PlanRule("Plan.RoleAssignment.Delegation", Security, Error,
            "Whoever may assign roles may assign only those of a list, and never that right itself",
            "One stolen identity makes itself the owner")
        {
            Violations = plan => from grant in plan.OfType(Grant).Select(InputValue.Of)
                                 where _assigners.Any(grant.At("roleDefinitionId").Text.Contains)
                                 let condition = grant.At("condition")
                                 where !condition.Text.Contains(
                                     "roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals", StringComparison.Ordinal)
                                     || _assigners.Any(condition.Text.Contains)
                                 select new Violation(condition, "a condition that lists the roles, without any that may assign"),
        },
        new PlanRule("Plan.Protection", Reliability, Error, "What holds data, identity or an address is protected from deletion",
            "One wrong line in a pull request deletes it")
        {
            Violations = plan => from resource in plan.Resources
                                 where KindCatalogue.Find(resource.Type) is { Holds: Holding.Lasting }
                                 && resource.Options.Protect is not true
                                 select new Violation(InputValue.Of(resource), "the option 'protect'", "no protection"),
        },
        new PlanRule("Plan.Diagnostics", Operations, Warning, "Whatever has logs or metrics sends them to a workspace",
            "The one resource that fails is the one without logs")
        {
            Violations = plan => from resource in plan.Resources
                                 where KindCatalogue.Find(resource.Type) is { HasLogs: true } && !plan.ChildrenOf(resource, Logs.Setting)
                                     .Any(setting => IsOf(plan, setting, resource) && Sends(InputValue.Of(setting)))
                                 select new Violation(
                                     InputValue.Of(resource), "a DiagnosticSetting with a workspace and an enabled log or metric", "none"),
        },
        new PlanRule("Plan.MinTls", Security, Error, "Wherever a TLS version is set, it is 1.2 or newer",
            "Older versions can be broken into")
        {
            Violations = plan => from value in Values(plan)
                                 where TlsInput().IsMatch(value.Path) && value.IsSet && !RecentTls().IsMatch(value.Text)
                                 select new Violation(value, "TLS 1.2 or newer"),
        },
        new PlanRule("Plan.PlainSecret", Security, Error, "No secret stands in the plan as it is",
            "Whoever reads a plan, a log or the state can use it")
        {
            Violations = plan => from value in Values(plan).Where(IsSecret).Concat(SecretVariables(plan))
                                 where value.Node is not null && value.Text is { Length: > 0 } text && !SecretMask.Is(text)
                                 select new Violation(value, $"'{SecretMask.Text}'", "a value that can be read"),
        },
    ];

    private static bool IsPowerful(InputValue grant) => _powerful.Any(grant.At("roleDefinitionId").Text.Contains);

    // A service that another one's token stands for: a job, with no secret that could be stolen
    private static bool IsOfDeployJob(PlanUnderReview plan, InputValue grant)
        => plan.OfType("managedidentity:FederatedIdentityCredential").Any(credential =>
            InputValue.Of(credential).At("issuer").Is("https://token.actions.githubusercontent.com")
            && InputValue.Of(credential).At("subject").Text.EndsWith($":environment:{plan.Plan.Stack}", StringComparison.Ordinal)
            && grant.At("principalId").Is(AzureOutputs.PrincipalId(plan.IdOf(credential).Split("/federatedIdentityCredentials/")[0])));

    // A group of the plan's for what Azure makes, as snapshots: whoever has it opens nothing else
    private static bool IsSetApart(PlanUnderReview plan, string scope)
        => plan.WithId(scope) is { } group && PlanUnderReview.NameOf(group) == "resources:ResourceGroup"
            && plan.Resources.Where(each => plan.IdOf(each).StartsWith($"{scope}/", StringComparison.OrdinalIgnoreCase))
                .All(each => PlanUnderReview.NameOf(each) == Grant);

    private static IEnumerable<InputValue> Values(PlanUnderReview plan)
        => plan.Resources.SelectMany(resource => InputValue.Of(resource).Everything);

    private static bool IsOf(PlanUnderReview plan, PlannedResource setting, PlannedResource resource)
        => InputValue.Of(setting).At("resourceUri").Is(plan.IdOf(resource));

    private static bool Sends(InputValue setting)
        => setting.At("workspaceId").IsSet
               && setting.All("logs[*]").Concat(setting.All("metrics[*]")).Any(each => each.At("enabled").IsTrue);

    private static IEnumerable<InputValue> SecretVariables(PlanUnderReview plan)
        => from container in Parts.Containers.SelectMany(part => part.In(plan))
           from variable in container.All("env[*]")
           where SecretVariable().IsMatch(variable.At("name").Text)
           select variable.At("value");

    private static bool IsSecret(InputValue value)
        => SecretText().IsMatch(value.Text)
            || (SecretName().IsMatch(value.Path[(value.Path.LastIndexOf('.') + 1)..])
                && value.Node?.GetValueKind() == System.Text.Json.JsonValueKind.String)
            || (PlanUnderReview.NameOf(value.Resource) == "Secret"
            && (value.Path.StartsWith("stringData.", StringComparison.Ordinal) || value.Path.StartsWith("data.", StringComparison.Ordinal)))
            || (PlanUnderReview.NameOf(value.Resource) == "keyvault:Secret" && value.Path == "properties.value")
            || (PlanUnderReview.NameOf(value.Resource) == "apimanagement:NamedValue" && value.Path == "value"
                && InputValue.Of(value.Resource).At("secret").IsTrue);

    [GeneratedRegex("(SECRET|PASSWORD|TOKEN|API_?KEY|CONNECTION_?STRING)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretVariable();

    [GeneratedRegex("(minimumTlsVersion|minTlsVersion|minimalTlsVersion)$", RegexOptions.IgnoreCase)]
    private static partial Regex TlsInput();

    [GeneratedRegex("^(TLS)?1[._][23]$", RegexOptions.IgnoreCase)]
    private static partial Regex RecentTls();

    // Keys, tokens and passwords in the forms that Azure and its neighbours give them
    [GeneratedRegex("AccountKey=|SharedAccessKey=|[?&]sig=|-----BEGIN [A-Z ]*PRIVATE KEY-----|gh[pousr]_[A-Za-z0-9]{30,}|client_secret=")]
    private static partial Regex SecretText();

    [GeneratedRegex(
        "^(password|.*Password|.*Secret|accountKey|apiKey|sharedKey|primaryKey|secondaryKey|.*[pP]rivateKeyPem|kubeconfig|sasToken"
        + "|accessToken|.*SasUr[il])$")]
    private static partial Regex SecretName();
}
