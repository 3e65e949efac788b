/** Writes a whole file or nothing; makes its folder. */
export async function writeAtomic(path: string, text: string): Promise<void> {
  await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  const aside = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    await Deno.writeTextFile(aside, text);
    const file = await Deno.open(aside, { write: true });
    await file.sync().finally(() => file.close());
    await Deno.rename(aside, path);
  } catch (error) {
    await Deno.remove(aside).catch(() => {});
    throw error;
  }
}
