using System.Text.Json.Nodes;
using Platform.Review.Evaluation;
using Platform.Review.Plans;
using Platform.Review.Report;
using Platform.Review.Report.Plans;
using YamlDotNet.RepresentationModel;

namespace Platform.Review.Tests.Report.Plans;

public sealed class PlanFormatTests
{
    private static readonly string _json =
        """
        {
          "schemaVersion": 1,
          "project": "platform",
          "stack": "dev",
          "resources": [
            {
              "path": "platform",
              "name": "platform-dev",
              "type": "pulumi:pulumi:Stack",
              "custom": false,
              "options": {},
              "inputs": {}
            },
            {
              "path": "platform/gateway",
              "name": "gateway",
              "type": "platform:infra:Gateway",
              "custom": false,
              "parent": "platform",
              "options": {},
              "inputs": {}
            },
            {
              "path": "platform/gateway/policy",
              "name": "policy",
              "type": "azure-native:apimanagement:Policy",
              "custom": true,
              "parent": "platform/gateway",
              "options": {
                "protect": true,
                "dependsOn": [
                  "platform/gateway/service"
                ]
              },
              "inputs": {
                "calls": 10,
                "ratio": 0.5,
                "value": "<a>\n  <b c=\"1\" />\n</a>\n",
                "zones": [
                  "1",
                  "2"
                ]
              }
            },
            {
              "path": "platform/gateway/service",
              "name": "service",
              "type": "azure-native:apimanagement:ApiManagementService",
              "custom": true,
              "parent": "platform/gateway",
              "options": {},
              "inputs": {}
            }
          ],
          "outputs": {
            "url": "https://example.com",
            "key": "[secret]"
          }
        }

        """.ReplaceLineEndings("\n");

    private static readonly Plan _sample = new(
        "platform",
        "dev",
        [
            new("platform", "platform-dev", "pulumi:pulumi:Stack", false, null, new(), []),
            new("platform/gateway", "gateway", "platform:infra:Gateway", false, "platform", new(), []),
            new(
                "platform/gateway/policy",
                "policy",
                "azure-native:apimanagement:Policy",
                true,
                "platform/gateway",
                new() { Protect = true, DependsOn = ["platform/gateway/service"] },
                new JsonObject
                {
                    ["calls"] = 10,
                    ["ratio"] = 0.5,
                    ["value"] = "<a>\n  <b c=\"1\" />\n</a>\n",
                    ["zones"] = new JsonArray("1", "2"),
                }),
            new(
                "platform/gateway/service", "service", "azure-native:apimanagement:ApiManagementService", true, "platform/gateway", new(),
                []),
        ],
        new JsonObject { ["url"] = "https://example.com", ["key"] = "[secret]" });

    [Fact]
    public void Plans_Plan_IsWhatTheStackSells()
    {
        var sells = _sample with { Outputs = new JsonObject { ["plans"] = """[{"plan":"free","version":1}]""" } };

        Assert.Equal("[\n  {\n    \"plan\": \"free\",\n    \"version\": 1\n  }\n]\n", ReportFormats.Plans["plans"].Write(sells));
        Assert.Equal(
            "Stack 'dev' has no output 'plans', which says what is sold.",
            Assert.Throws<ReviewException>(() => ReportFormats.Plans["plans"].Write(_sample)).Message);
    }

    [Fact]
    public void Json_Plan_IsTheDocument() => Assert.Equal(_json, new JsonPlanFormat().Write(_sample));

    [Fact]
    public void Yaml_Plan_ShowsTextsOfSeveralLinesAsTheyAre() => Assert.Equal(
        """
        schemaVersion: 1
        project: platform
        stack: dev
        resources:
          - path: platform
            name: platform-dev
            type: pulumi:pulumi:Stack
            custom: false
            options: {}
            inputs: {}
          - path: platform/gateway
            name: gateway
            type: platform:infra:Gateway
            custom: false
            parent: platform
            options: {}
            inputs: {}
          - path: platform/gateway/policy
            name: policy
            type: azure-native:apimanagement:Policy
            custom: true
            parent: platform/gateway
            options:
              protect: true
              dependsOn:
                - platform/gateway/service
            inputs:
              calls: 10
              ratio: 0.5
              value: |
                <a>
                  <b c="1" />
                </a>
              zones:
                - '1'
                - '2'
          - path: platform/gateway/service
            name: service
            type: azure-native:apimanagement:ApiManagementService
            custom: true
            parent: platform/gateway
            options: {}
            inputs: {}
        outputs:
          url: https://example.com
          key: '[secret]'

        """.ReplaceLineEndings("\n"),
        new YamlPlanFormat().Write(_sample));

    [Fact]
    public void Tree_Plan_ShowsComponentsWithCounts() => Assert.Equal(
        """
        platform dev: 2 resources in 1 component
          gateway  platform:infra:Gateway  (2 resources)
            policy  azure-native:apimanagement:Policy  (protected)
            service  azure-native:apimanagement:ApiManagementService

        outputs
          url: https://example.com
          key: [secret]

        """.ReplaceLineEndings("\n"),
        new TreePlanFormat().Write(_sample));

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("true")]
    [InlineData("No")]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("12")]
    [InlineData("1e5")]
    [InlineData("0x1F")]
    [InlineData("2026-11-01")]
    [InlineData("- item")]
    [InlineData("key: value")]
    [InlineData("value # no comment")]
    [InlineData("ends with colon:")]
    [InlineData("ends with space ")]
    [InlineData("[1, 2]")]
    [InlineData("{a: b}")]
    [InlineData("it's \"quoted\", 100%")]
    [InlineData("*anchor")]
    [InlineData("@at")]
    [InlineData("back\\slash")]
    [InlineData("tab\there")]
    [InlineData("two\nlines")]
    [InlineData("trailing  \nspaces\n")]
    [InlineData("\n  leading\n")]
    [InlineData("windows\r\nline\r\n")]
    [InlineData("blank lines at the end\n\n\n")]
    [InlineData("Grüße, 世界 🙂")]
    [InlineData("11111111-1111-1111-1111-111111111111")]
    [InlineData("/subscriptions/x/resourceGroups/y")]
    public void Yaml_AnyText_IsReadBackAsItWas(string text)
    {
        var plan =
            _sample with { Outputs = new JsonObject { ["text"] = text, [$"key {text.Replace('\n', ' ').Replace('\r', ' ')}"] = "value" } };

        var yaml = new YamlStream();
        yaml.Load(new StringReader(new YamlPlanFormat().Write(plan)));

        var outputs = (YamlMappingNode)yaml.Documents[0].RootNode["outputs"];
        var read = (YamlScalarNode)outputs["text"];
        Assert.Equal(text, read.Value);
        Assert.Equal("value", ((YamlScalarNode)outputs.Children.Last().Value).Value);
    }
}
