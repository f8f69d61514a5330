using Platform.Infra.Grants;

namespace Platform.Infra.Tests.Grants;

public sealed class BuiltInRoleTests
{
    [Fact]
    public void All_Ids_AreGuidsThatDiffer()
    {
        Assert.True(BuiltInRole.All.Count > 10);
        Assert.Distinct(BuiltInRole.All.Select(role => role.Id));
        Assert.All(BuiltInRole.All, role => Assert.Equal(role.Id, Guid.ParseExact(role.Id, "D").ToString()));
    }
}
