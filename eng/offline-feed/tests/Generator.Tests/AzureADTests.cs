namespace Platform.OfflineFeed.Generator.Tests;

/// <summary>What azuread's package has of its own.</summary>
public sealed class AzureADTests
{
    private static readonly Lazy<GeneratedCode> _generated = new(Generate);

    private static GeneratedCode Code => _generated.Value;

    [SkippableFact]
    public void Resource_WithState_IsReadWithIt()
    {
        var application = Code["Pulumi.AzureAD.Application"];

        Assert.Equal(
            """[global::Pulumi.ResourceType("azuread:index/application:Application", Utilities.Version)]""", application.Attribute);
        Assert.Contains(
            "public static Application Get(string name, Input<string> id, ApplicationState? state = null, "
            + "global::Pulumi.CustomResourceOptions? options = null)", application);
        Assert.Equal(
            """[Input("web")] public Input<Pulumi.AzureAD.Inputs.ApplicationWebGetArgs>? Web { get; set; }""",
            Code["Pulumi.AzureAD.ApplicationState"].Member("Web"));
        Assert.Equal(
            """[Input("web")] public Input<Pulumi.AzureAD.Inputs.ApplicationWebArgs>? Web { get; set; }""",
            Code["Pulumi.AzureAD.ApplicationArgs"].Member("Web"));
    }

    [SkippableFact]
    public void State_OfAResource_SetsNoDefaults()
    {
        Assert.Contains("""Audience = "Mine";""", Code["Pulumi.AzureAD.ApplicationArgs"]);
        Assert.DoesNotContain("""Audience = "Mine";""", Code["Pulumi.AzureAD.ApplicationState"]);
    }

    [SkippableFact]
    public void NestedOutput_OptionalAsInput_IsNullable()
    {
        Assert.Contains("public readonly string? LogoutUrl;", Code["Pulumi.AzureAD.Outputs.ApplicationWeb"]);
        Assert.Contains("public readonly string HomepageUrl;", Code["Pulumi.AzureAD.Outputs.ApplicationWeb"]);
    }

    [SkippableFact]
    public void Function_Result_NestsResultTypes()
        => Assert.Contains(
            "public readonly ImmutableArray<Pulumi.AzureAD.Outputs.GetThingRoleResult> Roles;", Code["Pulumi.AzureAD.GetThingResult"]);

    [SkippableFact]
    public void Function_WithoutArguments_TakesOptionsOnly()
    {
        var function = Code["Pulumi.AzureAD.GetThing"];

        Assert.Contains(
            "public static global::System.Threading.Tasks.Task<GetThingResult> InvokeAsync(global::Pulumi.InvokeOptions? options = null)",
            function);
        Assert.Contains(
            """=> global::Pulumi.Deployment.Instance.Invoke<GetThingResult>("azuread:index/getThing:getThing", global::"""
            + """Pulumi.InvokeArgs.Empty, options.WithDefaults());""", function);
    }

    private static GeneratedCode Generate()
    {
        const string members = "web?: pulumi.Input<inputs.ApplicationWeb | undefined>; audience?: pulumi.Input<string | undefined>;";
        using var package = new SmallPackage("azuread")
            .Resource(
                "", "Application", "azuread:index/application:Application", members,
                "readonly web: pulumi.Output<outputs.ApplicationWeb | undefined>;",
                """resourceInputs["audience"] = (args?.audience) ?? "Mine";""", $"export interface ApplicationState {{ {members} }}")
            .Function("", "getThing", "azuread:index/getThing:getThing", null, null, "readonly roles: outputs.GetThingRole[];")
            .File(
                "types/input.d.ts",
                "export interface ApplicationWeb { homepageUrl: pulumi.Input<string>; logoutUrl?: pulumi.Input<string | undefined>; }")
            .File(
                "types/output.d.ts",
                "export interface ApplicationWeb { homepageUrl: string; logoutUrl: string; } export interface GetThingRole { "
                + "id: string; }");
        return package.Generate(["Application"], "getThing");
    }
}
