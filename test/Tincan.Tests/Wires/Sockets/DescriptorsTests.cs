using Tincan.Tests.Support;
using Tincan.Wires.Sockets;

namespace Tincan.Tests.Wires.Sockets;

public sealed class DescriptorsTests
{
    [Theory]
    [InlineData("Max open files            1024                 4096                 files     \n", 1024)]
    [InlineData("Max cpu time              unlimited            unlimited            seconds\nMax open files            64  64  files\n", 64)]
    [InlineData("Max open files            unlimited            unlimited            files\n", long.MaxValue)]
    [InlineData("", long.MaxValue)]
    public void The_limit_in_force_is_the_soft_one(string limits, long expected)
    {
        using var folder = new TempFolder();
        var file = folder["limits"];
        File.WriteAllText(file, limits);
        Assert.Equal(expected, Descriptors.ReadLimit(file));
    }

    [Fact]
    public void A_system_without_such_a_file_has_no_limit() => Assert.Equal(long.MaxValue, Descriptors.ReadLimit("/no/such/file"));
}
