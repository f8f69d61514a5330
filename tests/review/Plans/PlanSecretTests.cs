using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Review.Secrets;
using Platform.Review.Stacks;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;
using Pulumi.AzureNative.ContainerService;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Kubernetes = Pulumi.Kubernetes;

namespace Platform.Review.Tests.Plans;

public sealed class PlanSecretTests
{
    private const string Masked = @"\A\[secret [0-9a-f]{12}\]\z";

    // The same value is the same, and another another; in another stack the same value is another
    [Fact]
    public async Task Record_Secrets_AreToldApartByADigestOfTheStack()
    {
        var one = await DigestAsync("abc");

        Assert.Equal(one, await DigestAsync("abc"));
        Assert.NotEqual(one, await DigestAsync("abd"));
        Assert.NotEqual(new SecretDigest("platform/dev").Mask("abc"), new SecretDigest("platform/prod").Mask("abc"));

        static async Task<string> DigestAsync(string value)
            => (string)(await SmallStack.PlanAsync(stack => Value(stack, Output.CreateSecret(value)))).At(
                "platform/value").Inputs["value"]!;
    }

    [Theory]
    [InlineData("v1:aaaa:bbbb", true)]
    [InlineData("v1:aaaa:cccc", false)]
    public async Task Record_EncryptedSetting_IsAnotherWhereItsCiphertextIs(string ciphertext, bool isSame)
    {
        var (one, other) = (await DigestAsync("v1:aaaa:bbbb"), await DigestAsync(ciphertext));

        Assert.Equal(isSame, one == other);

        static async Task<string?> DigestAsync(string ciphertext) => (string?)(await SmallStack.PlanAsync(
            StackFile.Parse($"config:\n  platform:key:\n    secure: {ciphertext}\n", "dev"),
            stack => Value(stack, new Config().RequireSecret("key")))).At("platform/value").Inputs["value"];
    }

    [Fact]
    public async Task Record_SecretInput_IsMasked()
    {
        var plan = await SmallStack.PlanAsync(stack => Value(stack, Output.CreateSecret("abc")));

        Assert.Matches(Masked, (string?)plan.At("platform/value").Inputs["value"]);
    }

    [Fact]
    public async Task Record_TextWithASecretInside_IsMaskedWholly()
    {
        var plan = await SmallStack.PlanAsync(stack => Value(stack, Output.Format($"key={Output.CreateSecret("abc")};mode=fast")));

        Assert.Matches(Masked, (string?)plan.At("platform/value").Inputs["value"]);
    }

    [Fact]
    public async Task Record_SecretDeepInside_IsMaskedAlone()
    {
        var plan = await SmallStack.PlanAsync(stack => _ = new Kubernetes.Apps.V1.Deployment("server", new DeploymentArgs
        {
            Spec = new DeploymentSpecArgs
            {
                Selector = new LabelSelectorArgs { MatchLabels = { ["app"] = "server" } },
                Template = new PodTemplateSpecArgs
                {
                    Spec = new PodSpecArgs
                    {
                        Containers =
                        {
                            new ContainerArgs
                            {
                                Name = "server",
                                Env =
                                {
                                    new EnvVarArgs { Name = "MODE", Value = "fast" },
                                    new EnvVarArgs { Name = "KEY", Value = Output.CreateSecret("abc") },
                                },
                            },
                        },
                    },
                },
            },
        }));

        PlanAssert.IsJson(
            """[{ "name": "MODE", "value": "fast" }, { "name": "KEY", "value": "[secret]" }]""",
            Undigested(plan.At("platform/server").Inputs["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!));
    }

    [Fact]
    public async Task Record_SecretInAMap_KeepsTheNames()
    {
        var plan = await SmallStack.PlanAsync(stack => _ = new Kubernetes.Core.V1.Secret("secret", new SecretArgs
        {
            StringData = { ["password"] = Output.CreateSecret("abc"), ["user"] = "ada" },
        }));

        PlanAssert.IsJson(
            """{ "password": "[secret]", "user": "[secret]" }""", Undigested(plan.At("platform/secret").Inputs["stringData"]!));
    }

    [Fact]
    public async Task Record_SecretOutput_IsMasked()
    {
        var plan = await SmallStack.PlanAsync(stack => stack.Answer = Output.CreateSecret("abc"));

        PlanAssert.IsJson("""{ "answer": "[secret]" }""", Undigested(plan.Outputs));
    }

    [Fact]
    public async Task Record_SecretSetting_IsMaskedWhereItIsUsed()
    {
        var plan = await SmallStack.PlanAsync(WithSecretSetting(), stack => Value(stack, new Config().RequireSecret("key")));

        Assert.Matches(Masked, (string?)plan.At("platform/value").Inputs["value"]);
    }

    [Fact]
    public async Task Record_SecretSettingReadAsPlainText_IsRefused()
    {
        var exception = await Assert.ThrowsAsync<ReviewException>(
            () => SmallStack.PlanAsync(WithSecretSetting(), stack => Value(stack, new Config().Require("key"))));

        Assert.Equal(
            "A secret would be in plain text in the inputs of platform/value, at $.value: the program takes it out of its secret output; "
            + "keep it inside with Apply, or mark the value with Output.CreateSecret.",
            exception.Message);
    }

    [Fact]
    public async Task Record_SecretOfTheCloudInAnOutput_IsRefused()
    {
        var message = await SmallStack.FailAsync(stack => stack.Answer = Credentials(stack));

        Assert.StartsWith("A secret would be in plain text in the stack's outputs, at $.answer:", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_SecretInBase64_IsRefused()
    {
        var message = await SmallStack.FailAsync(stack => stack.Answer = Credentials(stack)
            .Apply(text => text.Split('\n').Single(line => line.Contains("token", StringComparison.Ordinal)).Split(':')[1].Trim())
            .Apply(token => Convert.ToBase64String(Encoding.UTF8.GetBytes(token))));

        Assert.StartsWith("A secret would be in plain text in the stack's outputs, at $.answer:", message, StringComparison.Ordinal);
    }

    private static StackConfiguration WithSecretSetting()
        => new("small", new Dictionary<string, string> { ["platform:key"] = "placeholder-for-a-secret-platform:key" }, ["platform:key"]);

    private static Output<string> Credentials(SmallStack stack)
        => ListManagedClusterUserCredentials.Invoke(new() { ResourceName = "aks-small", ResourceGroupName = stack.Group.Name })
            .Apply(list => Encoding.UTF8.GetString(Convert.FromBase64String(list.Kubeconfigs[0].Value)));

    private static void Value(SmallStack stack, Input<string> value) => _ = new NamedValue("value", new()
    {
        NamedValueId = "value",
        DisplayName = "value",
        ServiceName = "apim-small",
        ResourceGroupName = stack.Group.Name,
        Value = value,
    });

    private static JsonNode Undigested(JsonNode node)
        => JsonNode.Parse(Regex.Replace(node.ToJsonString(), @"\[secret [0-9a-f]{12}\]", "[secret]"))!;
}
