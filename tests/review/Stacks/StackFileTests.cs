using Platform.Review.Stacks;

namespace Platform.Review.Tests.Stacks;

public sealed class StackFileTests
{
    [Fact]
    public void Read_Scalars_AreText()
    {
        var configuration = Read(
            """
            config:
              platform:text: hello
              platform:flag: True
              platform:number: 1.50
              platform:quoted: "007"
              platform:empty:
            """);

        Assert.Equal(
            ["platform:empty=", "platform:flag=true", "platform:number=1.50", "platform:quoted=007", "platform:text=hello"],
            configuration.Values.Select(setting => $"{setting.Key}={setting.Value}"));
        Assert.Empty(configuration.SecretKeys);
    }

    [Fact]
    public void Read_ListsAndObjects_AreJson()
    {
        var configuration = Read(
            """
            config:
              platform:tiers:
                - name: free
                  calls: 10
                  open: true
                  note: "10"
                  nothing: ~
            """);

        Assert.Equal(
            """[{"name":"free","calls":10,"open":true,"note":"10","nothing":null}]""", configuration.Values["platform:tiers"]);
    }

    [Fact]
    public void Read_SecureValues_ArePlaceholdersAndSecret()
    {
        var configuration = Read(
            """
            config:
              platform:key:
                secure: v1:abc
              platform:mail:
                host: smtp.example.com
                passwords:
                  - secure: v1:def
            encryptionsalt: v1:xyz
            """);

        Assert.Equal("placeholder-for-a-secret-platform:key-35b72d5e5fff", configuration.Values["platform:key"]);
        Assert.Equal(
            """{"host":"smtp.example.com","passwords":["placeholder-for-a-secret-platform:mail.passwords[0]-782c7d60af85"]}""",
            configuration.Values["platform:mail"]);
        Assert.Equal(["platform:key", "platform:mail"], configuration.SecretKeys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("config:")]
    [InlineData("config: {}")]
    [InlineData("# nothing yet\n")]
    public void Read_NoSettings_IsEmpty(string content) => Assert.Empty(Read(content).Values);

    [Fact]
    public void Read_KeysWithoutNamespace_NamesAllOfThem()
    {
        var exception = Assert.Throws<ReviewException>(() => Read("config:\n  location: westeurope\n  platform:a: b\n  owner: me\n"));

        Assert.Equal(
            "Pulumi.dev.yaml, line 2, column 3: the key 'location' has no namespace; write it as 'platform:location'" + Environment.NewLine
            + "Pulumi.dev.yaml, line 4, column 3: the key 'owner' has no namespace; write it as 'platform:owner'",
            exception.Message);
    }

    [Fact]
    public void Read_NotYaml_SaysWhere()
    {
        var exception = Assert.Throws<ReviewException>(() => Read("config:\n  platform:a: [1, 2\n"));

        Assert.StartsWith("Pulumi.dev.yaml, line 3, column 1 is not valid YAML: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DocumentIsAList_SaysWhatIsExpected()
    {
        var exception = Assert.Throws<ReviewException>(() => Read("- a\n- b\n"));

        Assert.Equal("Pulumi.dev.yaml must hold one mapping, 'config: …'.", exception.Message);
    }

    [Fact]
    public void Read_ConfigIsAList_SaysWhere()
    {
        var exception = Assert.Throws<ReviewException>(() => Read("config:\n  - a\n"));

        Assert.Equal("Pulumi.dev.yaml, line 2, column 3: 'config' must be a mapping of keys and values.", exception.Message);
    }

    [Fact]
    public void Read_SameKeyTwice_SaysWhere()
    {
        var exception = Assert.Throws<ReviewException>(() => Read("config:\n  platform:a: b\n  platform:a: c\n"));

        Assert.StartsWith("Pulumi.dev.yaml, line 3, column 3 is not valid YAML: ", exception.Message, StringComparison.Ordinal);
    }

    private static StackConfiguration Read(string content)
    {
        using var folder = new TemporaryFolder();
        return StackFile.Read(folder.Write("Pulumi.dev.yaml", content), "dev");
    }
}
