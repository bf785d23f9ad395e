using System.Security.Cryptography;
using GovPortal.Kernel.Jobs;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace GovPortal.Api.Access;

/// <summary>
/// The keys that tokens are signed and encrypted with. They lie in the data folder's <c>keys</c> beside the portal's other keys,
/// go into backups with them, and are made where there are none. Taking the files away ends all tokens.
/// </summary>
internal sealed class OpenIdKeys(Node node) : IConfigureOptions<OpenIddictServerOptions>
{
    private const int RsaBits = 3072;
    private const int EncryptionBytes = 32;

    public void Configure(OpenIddictServerOptions options)
    {
        var folder = Path.Combine(node.DataPath, "keys");
        Directory.CreateDirectory(folder);
        // The provider keeps the key for as long as the portal runs.
        var rsa = RSA.Create();
        rsa.ImportFromPem(ReadOrMake(Path.Combine(folder, "openid-signing.pem"), () =>
        {
            using var made = RSA.Create(RsaBits);
            return made.ExportPkcs8PrivateKeyPem();
        }));
        var signing = new RsaSecurityKey(rsa) { KeyId = Name(rsa.ExportSubjectPublicKeyInfo()) };
        options.SigningCredentials.Add(new SigningCredentials(signing, SecurityAlgorithms.RsaSha256));

        var secret = Convert.FromBase64String(ReadOrMake(Path.Combine(folder, "openid-encryption.key"), () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(EncryptionBytes))));
        var encryption = new SymmetricSecurityKey(secret) { KeyId = Name(secret) };
        options.EncryptionCredentials.Add(new EncryptingCredentials(encryption, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
    }

    private static string Name(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key))[..16];

    /// <summary>Two processes that start at once end with one key: the file is moved into place whole, and whoever comes second reads it.</summary>
    private static string ReadOrMake(string path, Func<string> make)
    {
        if (!File.Exists(path))
        {
            var own = $"{path}.{Guid.NewGuid():N}";
            using (var file = new FileStream(own, Options()))
            using (var writer = new StreamWriter(file))
            {
                writer.Write(make());
            }
            try
            {
                File.Move(own, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(own);
            }
        }
        return File.ReadAllText(path);
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
