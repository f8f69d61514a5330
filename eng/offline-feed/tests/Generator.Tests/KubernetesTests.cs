namespace Platform.OfflineFeed.Generator.Tests;

/// <summary>What Kubernetes' package has of its own.</summary>
public sealed class KubernetesTests
{
    private const string Namespace = "Pulumi.Kubernetes.Core.V1";
    private const string Inputs = "Pulumi.Kubernetes.Types.Inputs.Core.V1";
    private const string Outputs = "Pulumi.Kubernetes.Types.Outputs.Core.V1";

    private static readonly Lazy<GeneratedCode> _generated = new(Generate);

    private static GeneratedCode Code => _generated.Value;

    [SkippableFact]
    public void Kind_Declared_SetsItsOwnApiVersionAndKind()
    {
        var widget = Code[$"{Namespace}.Widget"];

        Assert.Contains("public partial class Widget : KubernetesResource", widget);
        Assert.Contains(
            $"public Widget(string name, {Inputs}.WidgetArgs? args = null, global::Pulumi.CustomResourceOptions? options = null)", widget);
        Assert.Contains("""args.ApiVersion = "v1";""", widget);
        Assert.Contains("""args.Kind = "Widget";""", widget);
        Assert.Equal("""[Input("kind")] public Input<string>? Kind { get; set; }""", Code[$"{Inputs}.WidgetArgs"].Member("Kind"));
    }

    [SkippableFact]
    public void NestedTypes_InOtherGroups_LiveInTypesNamespacesWithTheArgsSuffix()
    {
        Assert.Equal("""[Input("metadata")] public Input<Pulumi.Kubernetes.Types.Inputs.Meta.V1.ObjectMetaArgs>? Metadata { get; set; }""",
            Code[$"{Inputs}.WidgetArgs"].Member("Metadata"));
        Assert.Contains($"public class WidgetSpecArgs : global::Pulumi.ResourceArgs", Code[$"{Inputs}.WidgetSpecArgs"]);
    }

    [SkippableFact]
    public void Outputs_EvenOptional_AreNotNullable()
    {
        Assert.Contains("public readonly string Note;", Code[$"{Outputs}.WidgetSpec"]);
        Assert.Equal(
            """[Output("replicas")] public Output<int> Replicas { get; private set; } = null!;""",
            Code[$"{Namespace}.Widget"].Member("Replicas"));
    }

    [SkippableTheory]
    [InlineData("Port", """[Input("port")] public InputUnion<int, string>? Port { get; set; }""")]
    [InlineData("Limits", """[Input("limits")] public InputMap<string> Limits""")]
    [InlineData("WidgetSpecValue", """[Input("widgetSpec")] public Input<string>? WidgetSpecValue { get; set; }""")]
    [InlineData("Raw", """[Input("raw")] public InputJson? Raw { get; set; }""")]
    [InlineData("Type", """[Input("type")] public InputUnion<string, Pulumi.Kubernetes.Core.V1.WidgetType>? Type { get; set; }""")]
    [InlineData("Claims", """[Input("claims")] public InputList<Pulumi.Kubernetes.Types.Inputs.Core.V1.ClaimArgs> Claims""")]
    public void NestedArgument_OfEachForm_HasItsInputType(string name, string expected)
        => Assert.Equal(expected, Code[$"{Inputs}.WidgetSpecArgs"].Member(name));

    [SkippableFact]
    public void NestedKind_AlsoAResource_HasTheResourcesArguments()
    {
        var claim = Code[$"{Inputs}.ClaimArgs"];

        Assert.Contains("public Input<string>? Kind { get; set; }", claim);
        Assert.DoesNotContain(claim, line => line.Contains("Status", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void SecretMap_Set_IsMarked()
        => Assert.Contains(
            "set => _data = value is null ? null : global::Pulumi.Output.CreateSecret(value.ToOutput());", Code[$"{Inputs}.WidgetArgs"]);

    [SkippableFact]
    public void Provider_Kubeconfig_IsKubeConfig()
        => Assert.Equal(
            """[Input("kubeconfig")] public Input<string>? KubeConfig { get; set; }""",
            Code["Pulumi.Kubernetes.ProviderArgs"].Member("KubeConfig"));

    [SkippableFact]
    public void Provider_NestedSettings_LiveInTheProviderNamespace()
        => Assert.Equal(
            """[Input("settings", json: true)] public Input<Pulumi.Kubernetes.Types.Inputs.Provider.ClientSettingsArgs>? Settings { """
            + """get; set; }""",
            Code["Pulumi.Kubernetes.ProviderArgs"].Member("Settings"));

    [SkippableTheory]
    [InlineData("Pulumi.Kubernetes.Autoscaling.V2Beta1.Scaler")]
    [InlineData("Pulumi.Kubernetes.ApiExtensions.V1.Definition")]
    public void Group_OfEachForm_HasItsNamespace(string type) => Assert.Contains(type, Code.Types);

    private static GeneratedCode Generate()
    {
        using var package = new SmallPackage("kubernetes")
            .Resource("core/v1", "Widget", "kubernetes:core/v1:Widget", """
                apiVersion?: pulumi.Input<"v1" | undefined>;
                kind?: pulumi.Input<"Widget" | undefined>;
                metadata?: pulumi.Input<inputs.meta.v1.ObjectMeta | undefined>;
                data?: pulumi.Input<{ [key: string]: pulumi.Input<string>; } | undefined>;
                spec?: pulumi.Input<inputs.core.v1.WidgetSpec | undefined>;
                """, """
                readonly kind: pulumi.Output<"Widget">;
                readonly replicas: pulumi.Output<number | undefined>;
                readonly spec: pulumi.Output<outputs.core.v1.WidgetSpec>;
                """, """
                resourceInputs["apiVersion"] = "v1";
                resourceInputs["kind"] = "Widget";
                resourceInputs["data"] = args?.data ? pulumi.secret(args.data) : undefined;
                """)
            .Resource(
                "core/v1", "Claim", "kubernetes:core/v1:Claim", """kind?: pulumi.Input<"Claim" | undefined>;""",
                body: """resourceInputs["kind"] = "Claim";""")
            .Resource("autoscaling/v2beta1", "Scaler", "kubernetes:autoscaling/v2beta1:Scaler", "")
            .Resource("apiextensions/v1", "Definition", "kubernetes:apiextensions.k8s.io/v1:Definition", "")
            .Resource(
                "", "Provider", "kubernetes",
                "kubeconfig?: pulumi.Input<string | undefined>; settings?: pulumi.Input<inputs.ClientSettings | undefined>;",
                body: """resourceInputs["settings"] = pulumi.output(args?.settings).apply(JSON.stringify);""")
            .File("types/input.d.ts", """
                export interface ClientSettings { burst?: pulumi.Input<number | undefined>; }
                export declare namespace meta { namespace v1 { interface ObjectMeta { name?: pulumi.Input<string | undefined>; } } }
                export declare namespace core { namespace v1 {
                    interface Claim { kind?: pulumi.Input<"Claim" | undefined>; status?: pulumi.Input<string | undefined>; }
                    interface WidgetSpec {
                        port?: pulumi.Input<number | string | undefined>;
                        limits?: pulumi.Input<{ [key: string]: pulumi.Input<string>; } | undefined>;
                        widgetSpec?: pulumi.Input<string | undefined>;
                        raw?: any | undefined;
                        type?: pulumi.Input<string | enums.core.v1.WidgetType | undefined>;
                        claims?: pulumi.Input<pulumi.Input<inputs.core.v1.Claim>[] | undefined>;
                    }
                } }
                """)
            .File("types/output.d.ts", "export declare namespace core { namespace v1 { interface WidgetSpec { note?: string; } } }")
            .File("types/enums/core/v1/index.d.ts", """export declare const WidgetType: { readonly Round: "Round"; };""");
        return package.Generate(["core/v1:Widget", "autoscaling/v2beta1:Scaler", "apiextensions/v1:Definition", "Provider"]);
    }
}
