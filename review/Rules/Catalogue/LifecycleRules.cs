using Platform.Review.Azure.Kinds;
using Platform.Review.Plans;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>
/// How resources begin and end with Azure Native, which asks first and creates nothing that is there already, deletes without a query,
/// and replaces what the program has named by deleting it first.
/// https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go
/// </summary>
internal static class LifecycleRules
{
    private const string Provider = "https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/azure/crud/crud.go";

    // Defender's plans are there with every subscription, and are imported
    private static readonly string[] _alwaysThere = ["security:Pricing"];

    // What is for life, and carries a hash of that in its name
    private static readonly string[] _renamed =
    [
        "containerservice:AgentPool", "machinelearningservices:Compute", "machinelearningservices:OnlineDeployment", "network:NatGateway",
        "network:PublicIPAddress",
    ];

    public static Rule[] All { get; } =
    [
        new PlanRule("Plan.RetainedName", Operations, Error, "What is kept in Azure when Pulumi deletes it has no name of the program's",
            "When it comes back, as by a revert, it meets itself: cannot create already existing resource")
        {
            ReadMore = Provider,
            Violations = plan => from resource in plan.Resources
                                 where resource.Options.RetainOnDelete is true && PlanUnderReview.IsAzure(resource)
                                     && !_alwaysThere.Contains(PlanUnderReview.NameOf(resource))
                                 let name = InputValue.Of(resource).At(KindCatalogue.Find(resource.Type)?.NameInput ?? "name")
                                 where name.IsSet
                                 select new Violation(name, "nothing, so that Pulumi makes a name up"),
        },
        new PlanRule("Plan.CreateBeforeDelete", Reliability, Error,
            "What Azure does not change is there anew before the old one goes",
            "With another size or zone the old one goes first, with all that runs on it")
        {
            Violations = plan => from resource in _renamed.SelectMany(plan.OfType)
                                 where resource.Options.DeleteBeforeReplace is not false
                                 select new Violation(
                                     InputValue.Of(resource), "the option 'deleteBeforeReplace', said to be false",
                                     "what the provider does"),
        },
        new PlanRule("Plan.DeletedWith", Operations, Error, "What Azure does not delete by itself goes with what it is in",
            "A product that somebody has subscribed to, or a secret of the vault, stops `pulumi destroy`")
        {
            ReadMore = "https://github.com/pulumi/pulumi-azure-native/issues/846",
            Violations = plan => from resource in new[] { "apimanagement:Product", "keyvault:Secret" }.SelectMany(plan.OfType)
                                 where resource.Options.DeletedWith is null
                                 select new Violation(InputValue.Of(resource), "the option 'deletedWith'", "none"),
        },
        new PlanRule("Plan.ImageBuild", Operations, Error, "An image is built by a template",
            "A run of the provider's own never ends for it, and fails every deployment")
        {
            ReadMore = "https://github.com/pulumi/pulumi-azure-native/issues/1713",
            Violations = plan => from run in plan.OfType("containerregistry:TaskRun")
                                 select new Violation(InputValue.Of(run), "a Deployment that starts it", "a TaskRun"),
        },
        new PlanRule("Plan.GatewayPolicy", Operations, Error, "The gateway's global policy is written by a template",
            "Azure makes one with the service, and the provider takes it for somebody else's once its text is another")
        {
            ReadMore = "https://github.com/pulumi/pulumi-azure-native/pull/3688",
            Violations = plan => from policy in plan.Resources
                                 where PlanUnderReview.NameOf(policy) == PolicyDocuments.Global
                                 select new Violation(InputValue.Of(policy), "a Deployment that writes it", "a Policy"),
        },
        new PlanRule("Plan.ML.AssetContainers", Operations, Error, "Assets of Machine Learning have no containers of their own",
            "Azure refuses those of code, and makes the others with their first version")
        {
            ReadMore = "https://github.com/Azure/bicep-types-az/issues/2613",
            Violations = plan => from kind in new[] { "Code", "Component", "Data", "Environment", "Model" }
                                 from container in plan.OfType($"machinelearningservices:{kind}Container")
                                 select new Violation(InputValue.Of(container), "versions that take its name as text", "a container"),
        },
    ];
}
