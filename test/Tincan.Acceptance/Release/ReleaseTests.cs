using Tincan.Acceptance.Support;

namespace Tincan.Acceptance.Release;

/// <summary>What eng/release makes, from the native program that these tests run.</summary>
public sealed class ReleaseTests
{
    [Fact]
    public async Task The_Debian_package_has_the_program_its_manual_and_its_completions()
    {
        var native = Environment.GetEnvironmentVariable("TINCAN_UNDER_TEST");
        Assert.SkipWhen(string.IsNullOrEmpty(native), "eng/test compiles the native program");
        using var folder = new Scratch();
        var release = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Place.Observations)!, "../eng/release"));
        await Expect("/usr/bin/env", $"TINCAN_NATIVE={Path.GetDirectoryName(native)}", "TINCAN_PACK=0", release, folder["out"], "deb");
        await Expect("/usr/bin/env", "-C", folder["out"], "sha256sum", "--check", "SHA256SUMS");
        var bill = Directory.GetFiles(folder["out"], "*.spdx.json").Single();
        Assert.Equal("MIT\n", await Expect("jq", "-r", ".packages[] | select(.name == \"System.CommandLine\") | .licenseDeclared", bill));
        Assert.Equal("CONTAINS\n", await Expect(
            "jq", "-r", "(.packages[] | select(.name | test(\"NativeAOT\")).SPDXID) as $runtime | .relationships[] | select(.relatedSpdxElement == $runtime).relationshipType", bill));
        Assert.Equal("[]\n", await Expect("jq", "-c", "([.relationships[] | .spdxElementId, .relatedSpdxElement] | unique) - [.SPDXID, .packages[].SPDXID]", bill));

        await Expect("dpkg-deb", "-x", Directory.GetFiles(folder["out"], "*.deb").Single(), folder["root"]);
        Assert.StartsWith("tincan ", await Expect(folder["root/usr/bin/tincan"], "--version"), StringComparison.Ordinal);
        var notices = await File.ReadAllTextAsync(folder["root/usr/share/doc/tincan/THIRD-PARTY-NOTICES.txt"], TestContext.Current.CancellationToken);
        Assert.Contains("© Microsoft Corporation", notices, StringComparison.Ordinal);
        foreach (var package in (await Expect("jq", "-r", ".packages[] | select(.packageFileName == null) | .name + \" \" + .versionInfo", bill)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Contains($"\n{package}\n", notices, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFiles(folder["root/usr/lib/tincan"], "*.*proj", SearchOption.AllDirectories));
        Assert.Contains("--idle-timeout", await Expect("man", "-l", folder["root/usr/share/man/man1/tincan-serve-echo.1.gz"]), StringComparison.Ordinal);
        await Expect("bash", "-n", folder["root/usr/share/bash-completion/completions/tincan"]);
        await Expect("zsh", "-n", folder["root/usr/share/zsh/vendor-completions/_tincan"]);
        await Expect("fish", "-n", folder["root/usr/share/fish/vendor_completions.d/tincan.fish"]);
    }

    /// <summary>Runs a program that must succeed.</summary>
    private static async Task<string> Expect(string program, params string[] args)
    {
        await using var running = Running.Start(program, args);
        var outcome = await running.ExitAsync();
        Assert.True(outcome.Code == 0, $"{program}: {outcome.Text}{outcome.Error}");
        return outcome.Text;
    }
}
