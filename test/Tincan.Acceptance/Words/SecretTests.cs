using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Words;

/// <summary>Whatever way an address is spelt, the password in it is not shown.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Secret = "hush4711";

    private readonly Scratch _scratch = new();

    public static TheoryData<string> Addresses =>
    [
        $"postgres://user:{Secret}@localhost:1/db",
        $"POSTGRES://user:{Secret}@localhost:1/db",
        $"postgres://user:p%40{Secret}@localhost:1/db",
        $"postgres://user:p@{Secret}@localhost:1/db",
        $"postgres://user:p/{Secret}@localhost:1/db",
        $"postgres://user:p {Secret}@localhost:1/db",
        $"postgres:/user:{Secret}@localhost:1/db",
        $"postgres:user:{Secret}@localhost:1/db",
        $"postgress://user:p {Secret}@localhost:1/db",
        $"mysql://user:{Secret}@localhost/db",
        $" postgres://user:{Secret}@localhost:1/db",
        $"postgres://localhost:1/db?password={Secret}",
        $"postgres://localhost:1/db?Password={Secret}",
        $"postgres://user:{Secret}@localhost:x/db",
        $"postgres://user:{Secret}@localhost",
        $"host=localhost port=1 user=user password={Secret} dbname=db",
        $"host=localhost password='a {Secret}'",
        $"Host=localhost;Username=u;Password={Secret}",
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_password_in_an_address_is_not_shown(string address)
    {
        var plan = _scratch.Write("up.json", $$$"""{"services":{"b":{"serve":"book","listen":":0","book":{{{System.Text.Json.JsonSerializer.Serialize(address)}}},"wrong":1} } }""");
        string[][] all =
        [
            ["serve", "book", "--listen", ":0", "--book", address],
            ["book", "list", "--book", address],
            ["book", "add", "a@b.c", "X", "--book", address],
            ["up", plan],
            ["up", plan, "--check"],
            ["serve", "resolver", "--listen", ":0", "--upstream", address],
            ["check", "reverse.server", "--at", address],
            ["send", address],
        ];
        foreach (var words in all)
        {
            var outcome = await TincanCli.RunAsync(words);
            Assert.NotEqual(0, outcome.Code);
            Assert.DoesNotContain(Secret, outcome.Error + outcome.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Unhandled", outcome.Error, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _scratch.Dispose();
}
