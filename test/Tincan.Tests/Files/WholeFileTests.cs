using Tincan.Files;
using Tincan.Tests.Support;

namespace Tincan.Tests.Files;

public sealed class WholeFileTests
{
    private const int Mebibyte = 1024 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(Mebibyte)]
    public void A_file_is_read_whole(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        using var file = new MemoryStream(bytes);

        Assert.Equal(bytes, WholeFile.Read(file, "file", Mebibyte));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(10, 9)]
    [InlineData(10, 100_000)]
    [InlineData(100_000, 10)]
    public void One_that_says_a_wrong_length_is_read_whole(int claimed, int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        using var file = new ClaimingStream(bytes, claimed);

        Assert.Equal(bytes, WholeFile.Read(file, "file"));
    }

    [Fact]
    public void One_that_says_that_it_is_too_long_is_not_begun()
    {
        using var file = new EndlessStream([], 0, claimed: 1L << 31);

        Assert.Equal("file: the file is longer than 1 MiB", Assert.Throws<BadFileException>(() => WholeFile.Read(file, "file", Mebibyte)).Message);
        Assert.Equal(0, file.Given);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    public void One_without_an_end_is_left(long? claimed)
    {
        using var file = new EndlessStream([], 0, claimed);

        Assert.Throws<BadFileException>(() => WholeFile.Read(file, "file", Mebibyte));
        Assert.InRange(file.Given, Mebibyte, 2 * Mebibyte);
    }

    private sealed class ClaimingStream(byte[] bytes, int claimed) : MemoryStream(bytes)
    {
        public override long Length => claimed;
    }
}
