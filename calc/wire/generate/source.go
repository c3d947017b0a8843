package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strconv"
	"strings"
)

// source is one parsed Go package.
type source struct {
	types map[string]declaration
	// words are the constants of each named type, the type as it is written
	// where they are declared: "Shape", "wire.Code".
	words map[string][]word
}

// declaration is a type with the imports of its file.
type declaration struct {
	spec    *ast.TypeSpec
	doc     string
	imports map[string]string
}

// reading is the state of reading a model.
type reading struct {
	*model
	root     string
	packages map[string]*source
}

// scalars are the types that the codec reads by hand.
var scalars = map[string]kind{
	"string": textKind, "int": intKind, "bool": boolKind,
	"money.Amount": amountKind, "money.Currency": currencyKind, "civil.Date": dateKind, "civil.Ratio": ratioKind,
	"decimal.Decimal": decimalKind,
}

// readModel reads package calc and every package that its roots reach.
func readModel(root string) (*model, error) {
	module, err := moduleName(root)
	if err != nil {
		return nil, err
	}
	in := &reading{&model{module: module, byKey: map[string]*typ{}}, root, map[string]*source{}}
	calc, err := in.load(module + "/calc")
	if err != nil {
		return nil, err
	}
	for _, name := range sortedKeys(calc.types) {
		if stem, ok := strings.CutSuffix(name, "Request"); ok && ast.IsExported(name) && stem != "" {
			if err := in.readOperation(stem); err != nil {
				return nil, err
			}
		}
	}
	if _, err := in.named(module+"/calc/wire", "Problem"); err != nil {
		return nil, err
	}
	in.byKey[module+"/calc/wire.Code"].words = append(in.packages[module+"/calc/wire"].words["Code"], calc.words["wire.Code"]...)
	in.giveNames()
	return in.model, nil
}

func (in *reading) readOperation(stem string) error {
	request, err := in.named(in.module+"/calc", stem+"Request")
	if err != nil {
		return err
	}
	answer, err := in.named(in.module+"/calc", stem+"Answer")
	if err != nil {
		return err
	}
	request.markUse(true)
	answer.markUse(false)
	in.operations = append(in.operations, operation{operationName(stem), request, answer})
	return nil
}

func moduleName(root string) (string, error) {
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(string(text), "\n")
	return strings.TrimSpace(strings.TrimPrefix(line, "module")), nil
}

// load parses a package of the module, tests and generated code left out.
func (in *reading) load(path string) (*source, error) {
	if s := in.packages[path]; s != nil {
		return s, nil
	}
	dir := filepath.Join(in.root, strings.TrimPrefix(path, in.module))
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	s := &source{map[string]declaration{}, map[string][]word{}}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_gen.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		s.add(parsed)
	}
	in.packages[path] = s
	return s, nil
}

// add takes the types and the typed text constants of a file.
func (s *source) add(parsed *ast.File) {
	imports := map[string]string{}
	for _, spec := range parsed.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		name := lastElement(path)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		imports[name] = path
	}
	for _, d := range parsed.Decls {
		group, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range group.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				doc := spec.Doc.Text()
				if doc == "" {
					doc = group.Doc.Text()
				}
				s.types[spec.Name.Name] = declaration{spec, oneLine(doc), imports}
			case *ast.ValueSpec:
				if group.Tok == token.CONST {
					s.addWord(group, spec)
				}
			}
		}
	}
}

func (s *source) addWord(group *ast.GenDecl, spec *ast.ValueSpec) {
	if spec.Type == nil || len(spec.Values) != 1 || !spec.Names[0].IsExported() {
		return
	}
	literal, ok := spec.Values[0].(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return
	}
	doc := spec.Doc.Text()
	if doc == "" && len(group.Specs) == 1 {
		doc = group.Doc.Text()
	}
	if doc == "" {
		doc = spec.Comment.Text()
	}
	text, _ := strconv.Unquote(literal.Value)
	name := spelled(spec.Type)
	s.words[name] = append(s.words[name], word{spec.Names[0].Name, text, oneLine(doc)})
}

// named returns the type of a package by its name, and reads it when it is new.
func (in *reading) named(path, name string) (*typ, error) {
	key := path + "." + name
	if t := in.byKey[key]; t != nil {
		return t, nil
	}
	s, err := in.load(path)
	if err != nil {
		return nil, err
	}
	d, ok := s.types[name]
	if !ok {
		return nil, fmt.Errorf("%s is not declared", key)
	}
	t := &typ{path: path, goName: name, doc: d.doc}
	in.byKey[key] = t
	in.types = append(in.types, t)
	switch definition := d.spec.Type.(type) {
	case *ast.StructType:
		return t, in.readFields(t, d, definition)
	case *ast.Ident:
		t.kind, t.words = wordKind, s.words[name]
		if definition.Name == "string" && len(t.words) > 0 {
			return t, nil
		}
	}
	return nil, fmt.Errorf("%s is neither a struct nor a text type with constants", key)
}

func (in *reading) readFields(t *typ, d declaration, definition *ast.StructType) error {
	for _, spec := range definition.Fields.List {
		if name := spelled(spec.Type); len(spec.Names) == 0 && spec.Tag == nil && ast.IsExported(name) && !strings.Contains(name, ".") {
			if err := in.readEmbedded(t, name); err != nil {
				return err
			}
			continue
		}
		if len(spec.Names) != 1 || spec.Tag == nil {
			return fmt.Errorf("%s: every field needs one name and a json tag", t.goName)
		}
		text, _ := strconv.Unquote(spec.Tag.Value)
		tag := reflect.StructTag(text)
		key, options, _ := strings.Cut(tag.Get("json"), ",")
		if key == "-" { // kept for the engine's own use
			continue
		}
		f := &field{goName: spec.Names[0].Name, key: key, optional: options == "omitempty", doc: oneLine(spec.Doc.Text())}
		f.tags = map[string]string{}
		for _, name := range []string{"min", "max", "maxlen", "minitems", "maxitems", "default"} {
			if value, ok := tag.Lookup(name); ok {
				f.tags[name] = value
			}
		}
		if err := in.readType(t, f, d, spec.Type); err != nil {
			return err
		}
		t.fields = append(t.fields, f)
	}
	return nil
}

// readEmbedded gives a type the fields of another one of its package.
func (in *reading) readEmbedded(t *typ, name string) error {
	s, err := in.load(t.path)
	if err != nil {
		return err
	}
	d := s.types[name]
	if d.spec != nil {
		if definition, ok := d.spec.Type.(*ast.StructType); ok {
			return in.readFields(t, d, definition)
		}
	}
	return fmt.Errorf("%s: %s is no struct of its package", t.goName, name)
}

// readType resolves the type of a field, through one pointer or one list.
func (in *reading) readType(t *typ, f *field, d declaration, expr ast.Expr) (err error) {
	switch e := expr.(type) {
	case *ast.StarExpr:
		f.pointer, expr = true, e.X
	case *ast.ArrayType:
		f.list, expr = true, e.Elt
	}
	name := spelled(expr)
	if name == "" {
		return fmt.Errorf("%s: only a named type, a pointer to one or a list of one", f.where(t))
	}
	path, local := t.path, name
	if pkg, rest, ok := strings.Cut(name, "."); ok {
		path, local = d.imports[pkg], rest
	}
	scalar := name
	if ast.IsExported(local) {
		scalar = lastElement(path) + "." + local
	}
	if k, ok := scalars[scalar]; ok {
		f.typ = &typ{kind: k, goName: name}
		return nil
	}
	if f.typ, err = in.named(path, local); err != nil {
		return fmt.Errorf("%s: %w", f.where(t), err)
	}
	return nil
}

// spelled writes a type name as it stands in the source, "" for what has no name.
func spelled(expr ast.Expr) string {
	switch e := expr.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return spelled(e.X) + "." + e.Sel.Name
	}
	return ""
}

// oneLine joins the lines of each paragraph of a comment.
func oneLine(doc string) string {
	paragraphs := strings.Split(strings.TrimSpace(doc), "\n\n")
	for i, p := range paragraphs {
		paragraphs[i] = strings.Join(strings.Fields(p), " ")
	}
	return strings.Join(paragraphs, "\n\n")
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
