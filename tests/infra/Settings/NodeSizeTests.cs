using Platform.Infra.Settings;

namespace Platform.Infra.Tests.Settings;

public sealed class NodeSizeTests
{
    // Local disks by https://learn.microsoft.com/azure/virtual-machines/sizes/overview
    [Theory]
    [InlineData("Standard_D2ds_v5", true)]
    [InlineData("Standard_D4ads_v5", true)]
    [InlineData("Standard_E8ds_v4", true)]
    [InlineData("Standard_E8-4ds_v5", true)]
    [InlineData("Standard_D4ds_v6", true)]
    [InlineData("Standard_D4s_v3", true)]
    [InlineData("Standard_F4s_v2", true)]
    [InlineData("Standard_DS3_v2", true)]
    [InlineData("Standard_NC4as_T4_v3", true)]
    [InlineData("Standard_NC24ads_A100_v4", true)]
    [InlineData("Standard_M8ms", true)]
    [InlineData("Standard_D4s_v5", false)]
    [InlineData("Standard_D4d_v5", false)]
    [InlineData("Standard_D4pds_v5", false)]
    [InlineData("Standard_D2s_v3", false)]
    [InlineData("Standard_D4_v3", false)]
    [InlineData("Standard_F2s_v2", false)]
    [InlineData("Standard_F4s_v6", false)]
    [InlineData("Standard_B4ms", false)]
    [InlineData("Standard_B2s_v2", false)]
    [InlineData("Standard_A4_v2", false)]
    [InlineData("D4ds_v5", false)]
    [InlineData("", false)]
    public void FitsNodes_Size_SaysWhetherItHoldsTheSystemDisk(string size, bool fits) => Assert.Equal(fits, NodeSize.FitsNodes(size));
}
