using Tincan.Protocols.Book;
using Tincan.Tests.Support;

namespace Tincan.Tests.Book;

public sealed class ResponseTableTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_holds_what_a_dictionary_holds(int seed)
    {
        var random = new Random(seed);
        var table = new ResponseTable();
        var model = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var step = 0; step < 50_000; step++)
        {
            var key = $"key {random.Next(5_000)}";
            if (random.Next(3) == 0)
            {
                Assert.Equal(model.Remove(key), table.Remove(Bytes(key)));
            }
            else
            {
                model[key] = $"value {step}";
                table.Set(Bytes(key), Bytes(model[key]));
            }
        }

        var compact = table.Compact();
        Assert.Equal((model.Count, model.Count, 0L), (table.Count, compact.Count, compact.Wasted));
        for (var number = 0; number < 5_000; number++)
        {
            Assert.Equal(model.GetValueOrDefault($"key {number}"), Find(table, $"key {number}"));
            Assert.Equal(model.GetValueOrDefault($"key {number}"), Find(compact, $"key {number}"));
        }
    }

    [Fact]
    public async Task A_lookup_during_a_change_finds_the_right_value_or_an_older_one()
    {
        var table = new ResponseTable();
        table.Set(Bytes("stays"), Bytes("stays"));
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Assert.Equal("stays", Find(table, "stays"));
                Assert.True(Find(table, "comes and goes 7") is null or "7");
            }
        });
        for (var round = 0; round < 300; round++)
        {
            for (var number = 0; number < 50; number++)
            {
                table.Set(Bytes($"comes and goes {number}"), Bytes($"{number}"));
            }

            for (var number = 0; number < 50; number++)
            {
                table.Remove(Bytes($"comes and goes {number}"));
            }

            table.Set(Bytes($"new {round}"), Bytes("x"));
        }

        await stop.CancelAsync();
        await reading.InTime();
    }

    [Fact]
    public void Keys_compare_like_OrdinalIgnoreCase_for_every_character()
    {
        Span<byte> key = stackalloc byte[AddressKey.MaxSize];
        for (var value = 1; value <= 0x10FFFF; value++)
        {
            if (!Rune.IsValid(value))
            {
                continue;
            }

            var text = new Rune(value).ToString();
            var upper = AddressKey.Of(text);
            Assert.True(string.Equals(text, upper, StringComparison.OrdinalIgnoreCase), $"U+{value:X}");
            Assert.True(AddressKey.TryWrite(Bytes(text), key, out var size) && key[..size].SequenceEqual(Bytes(upper)), $"U+{value:X}");
            Assert.Equal(upper, AddressKey.Of(upper));
        }
    }

    [Fact]
    public void The_longest_key_has_room()
    {
        Span<byte> key = stackalloc byte[AddressKey.MaxSize];

        // U+0250 takes two bytes, its upper case three.
        Assert.True(AddressKey.TryWrite(Bytes(new string('\u0250', 127) + "x"), key, out var size));
        Assert.Equal((127 * 3) + 1, size);
        Assert.False(AddressKey.TryWrite(new byte[256], key, out _));
        Assert.False(AddressKey.TryWrite([0xFF], key, out _));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string? Find(ResponseTable table, string key) =>
        table.TryFind(Bytes(key), out var value) ? Encoding.UTF8.GetString(value.Span) : null;
}
