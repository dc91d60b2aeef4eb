#include "data.h"

namespace cafepos::seeds {
namespace {

constexpr MenuRow menu_rows[] = {
    {"Espresso", "Single", "2.50", "Coffee", "A short, intense shot with a hazelnut crema"},
    {"Espresso", "Double", "3.25", "Coffee", "Two shots for those who mean it"},
    {"Americano", "Small", "3.00", "Coffee", "Espresso lengthened with hot water"},
    {"Americano", "Medium", "3.50", "Coffee", "Espresso lengthened with hot water"},
    {"Americano", "Large", "4.00", "Coffee", "Espresso lengthened with hot water"},
    {"Cappuccino", "Small", "3.75", "Coffee", "Espresso, steamed milk and a thick cap of foam"},
    {"Cappuccino", "Medium", "4.25", "Coffee", "Espresso, steamed milk and a thick cap of foam"},
    {"Cappuccino", "Large", "4.75", "Coffee", "Espresso, steamed milk and a thick cap of foam"},
    {"Caffe Latte", "Small", "4.00", "Coffee", "Espresso in silky steamed milk"},
    {"Caffe Latte", "Medium", "4.50", "Coffee", "Espresso in silky steamed milk"},
    {"Caffe Latte", "Large", "5.00", "Coffee", "Espresso in silky steamed milk"},
    {"Mocha", "Small", "4.50", "Coffee", "Latte with dark chocolate sauce and cream"},
    {"Mocha", "Medium", "5.25", "Coffee", "Latte with dark chocolate sauce and cream"},
    {"Mocha", "Large", "6.00", "Coffee", "Latte with dark chocolate sauce and cream"},
    {"Flat White", "Regular", "4.25", "Coffee", "A double shot under velvety microfoam"},
    {"Macchiato", "Single", "3.25", "Coffee", "Espresso marked with a spoon of foam"},
    {"Macchiato", "Double", "3.95", "Coffee", "A double espresso marked with a spoon of foam"},
    {"Cortado", "Regular", "3.75", "Coffee", "Equal parts of espresso and warm milk"},
    {"Iced Coffee", "Medium", "3.25", "Cold Coffee", "Brewed strong and poured over ice"},
    {"Iced Coffee", "Large", "3.95", "Cold Coffee", "Brewed strong and poured over ice"},
    {"Iced Latte", "Medium", "4.50", "Cold Coffee", "Espresso and cold milk over ice"},
    {"Iced Latte", "Large", "5.25", "Cold Coffee", "Espresso and cold milk over ice"},
    {"Cold Brew", "Medium", "4.00", "Cold Coffee", "Steeped in the cold for sixteen hours"},
    {"Cold Brew", "Large", "4.75", "Cold Coffee", "Steeped in the cold for sixteen hours"},
    {"Caramel Frappe", "Medium", "5.25", "Cold Coffee", "Blended coffee, milk and caramel with whipped cream"},
    {"Caramel Frappe", "Large", "6.00", "Cold Coffee", "Blended coffee, milk and caramel with whipped cream"},
    {"Buttered Toast", "Regular", "2.75", "Food", "Two slices of sourdough with salted butter"},
    {"Bagel with Cream Cheese", "Regular", "4.25", "Food", "Toasted bagel, generous cream cheese"},
    {"Avocado Toast", "Regular", "7.50", "Food", "Sourdough, avocado, lemon and chili flakes"},
    {"Ham and Cheese Sandwich", "Regular", "7.25", "Food", "Grilled, with mustard and pickles"},
    {"Turkey Club", "Regular", "8.95", "Food", "Roast turkey, bacon, lettuce and tomato"},
    {"Veggie Wrap", "Regular", "6.95", "Food", "Grilled vegetables and hummus"},
    {"Hot Chocolate", "Small", "3.50", "Hot Beverages", "Dark chocolate melted into steamed milk"},
    {"Hot Chocolate", "Large", "4.50", "Hot Beverages", "Dark chocolate melted into steamed milk"},
    {"Spiced Apple Cider", "Regular", "3.95", "Hot Beverages", "Warm apple juice with cinnamon and clove"},
    {"Butter Croissant", "Regular", "3.00", "Pastries", "Baked here every morning"},
    {"Chocolate Croissant", "Regular", "3.50", "Pastries", "With two sticks of dark chocolate"},
    {"Blueberry Muffin", "Regular", "3.25", "Pastries", "Bursting with blueberries"},
    {"Cinnamon Roll", "Regular", "3.95", "Pastries", "Soft, sticky and still warm"},
    {"Banana Bread", "Slice", "3.75", "Pastries", "With walnuts"},
    {"Cheesecake", "Slice", "4.25", "Pastries", "Baked, with a biscuit base"},
    {"Green Tea", "Small", "2.75", "Tea", "Sencha from Shizuoka"},
    {"Green Tea", "Large", "3.25", "Tea", "Sencha from Shizuoka"},
    {"Earl Grey", "Regular", "2.95", "Tea", "Black tea with bergamot"},
    {"Chai Latte", "Medium", "4.25", "Tea", "Spiced black tea in steamed milk"},
    {"Chai Latte", "Large", "4.75", "Tea", "Spiced black tea in steamed milk"},
};

constexpr StockRow stock_rows[] = {
    {"House Blend Beans", "Coffee", "45", "5", "60", "kg", "8.75", "Blue Mountain Roasters", "Medium roast for filter coffee",
     "Dry store"},
    {"Espresso Beans", "Coffee", "40", "8", "60", "kg", "10.50", "Blue Mountain Roasters", "Dark roast for the machine",
     "Dry store"},
    {"Decaf Beans", "Coffee", "20", "3", "30", "kg", "12.50", "Blue Mountain Roasters", "Swiss water process", "Dry store"},
    {"Whole Milk", "Dairy", "80", "15", "120", "liters", "1.25", "Meadow Dairy", "3.5 % fat", "Cold room"},
    {"Oat Milk", "Dairy", "30", "8", "60", "liters", "2.75", "Meadow Dairy", "Barista edition", "Cold room"},
    {"Almond Milk", "Dairy", "15", "5", "40", "liters", "3.25", "Meadow Dairy", "Unsweetened", "Cold room"},
    {"Soy Milk", "Dairy", "2", "5", "30", "liters", "2.50", "Meadow Dairy", "Barista edition", "Cold room"},
    {"Heavy Cream", "Dairy", "14", "4", "25", "liters", "4.50", "Meadow Dairy", "For whipping", "Cold room"},
    {"Vanilla Syrup", "Syrups", "10", "3", "20", "bottles", "7.75", "Sweet Supply", "1 liter bottles", "Bar"},
    {"Caramel Syrup", "Syrups", "7", "3", "20", "bottles", "7.95", "Sweet Supply", "1 liter bottles", "Bar"},
    {"Hazelnut Syrup", "Syrups", "6", "3", "20", "bottles", "8.25", "Sweet Supply", "1 liter bottles", "Bar"},
    {"Cinnamon Syrup", "Syrups", "1", "3", "15", "bottles", "8.50", "Sweet Supply", "1 liter bottles", "Bar"},
    {"Chocolate Sauce", "Syrups", "6", "2", "15", "bottles", "9.50", "Sweet Supply", "1 liter bottles", "Bar"},
    {"Croissants", "Pastries", "30", "10", "60", "pieces", "1.25", "Corner Bakery", "Ready to bake", "Freezer"},
    {"Muffins", "Pastries", "24", "8", "50", "pieces", "1.50", "Corner Bakery", "Blueberry", "Freezer"},
    {"Bagels", "Food", "42", "12", "80", "pieces", "0.85", "Corner Bakery", "Plain", "Freezer"},
    {"Green Tea Bags", "Tea", "200", "50", "500", "bags", "0.25", "Leaf and Bud", "Sencha", "Dry store"},
    {"Earl Grey Tea Bags", "Tea", "150", "50", "400", "bags", "0.30", "Leaf and Bud", "With bergamot oil", "Dry store"},
    {"Paper Cups", "Supplies", "2000", "400", "4000", "pieces", "0.15", "Pack and Go", "Double wall", "Dry store"},
    {"Cup Lids", "Supplies", "3000", "400", "6000", "pieces", "0.08", "Pack and Go", "Fit all cups", "Dry store"},
    {"Sugar", "Supplies", "20", "5", "40", "kg", "2.25", "Pack and Go", "Cane sugar", "Dry store"},
};

constexpr RecipeRow recipe_rows[] = {
    {"Espresso", "Espresso Beans", 9, true},
    {"Espresso", "Paper Cups", 1000, false},
    {"Americano", "Espresso Beans", 14, true},
    {"Americano", "Paper Cups", 1000, false},
    {"Americano", "Cup Lids", 1000, false},
    {"Cappuccino", "Espresso Beans", 14, true},
    {"Cappuccino", "Whole Milk", 140, true},
    {"Cappuccino", "Paper Cups", 1000, false},
    {"Cappuccino", "Cup Lids", 1000, false},
    {"Caffe Latte", "Espresso Beans", 14, true},
    {"Caffe Latte", "Whole Milk", 200, true},
    {"Caffe Latte", "Paper Cups", 1000, false},
    {"Caffe Latte", "Cup Lids", 1000, false},
    {"Mocha", "Espresso Beans", 14, true},
    {"Mocha", "Whole Milk", 180, true},
    {"Mocha", "Chocolate Sauce", 25, true},
    {"Mocha", "Heavy Cream", 20, false},
    {"Mocha", "Paper Cups", 1000, false},
    {"Mocha", "Cup Lids", 1000, false},
    {"Flat White", "Espresso Beans", 18, false},
    {"Flat White", "Whole Milk", 150, false},
    {"Flat White", "Paper Cups", 1000, false},
    {"Flat White", "Cup Lids", 1000, false},
    {"Macchiato", "Espresso Beans", 9, true},
    {"Macchiato", "Whole Milk", 15, false},
    {"Macchiato", "Paper Cups", 1000, false},
    {"Cortado", "Espresso Beans", 18, false},
    {"Cortado", "Whole Milk", 60, false},
    {"Cortado", "Paper Cups", 1000, false},
    {"Iced Coffee", "House Blend Beans", 16, true},
    {"Iced Coffee", "Paper Cups", 1000, false},
    {"Iced Coffee", "Cup Lids", 1000, false},
    {"Iced Latte", "Espresso Beans", 14, true},
    {"Iced Latte", "Whole Milk", 160, true},
    {"Iced Latte", "Paper Cups", 1000, false},
    {"Iced Latte", "Cup Lids", 1000, false},
    {"Cold Brew", "House Blend Beans", 22, true},
    {"Cold Brew", "Paper Cups", 1000, false},
    {"Cold Brew", "Cup Lids", 1000, false},
    {"Caramel Frappe", "Espresso Beans", 14, true},
    {"Caramel Frappe", "Whole Milk", 150, true},
    {"Caramel Frappe", "Caramel Syrup", 30, true},
    {"Caramel Frappe", "Heavy Cream", 30, false},
    {"Caramel Frappe", "Paper Cups", 1000, false},
    {"Caramel Frappe", "Cup Lids", 1000, false},
    {"Bagel with Cream Cheese", "Bagels", 1000, false},
    {"Hot Chocolate", "Whole Milk", 200, true},
    {"Hot Chocolate", "Chocolate Sauce", 40, true},
    {"Hot Chocolate", "Paper Cups", 1000, false},
    {"Hot Chocolate", "Cup Lids", 1000, false},
    {"Spiced Apple Cider", "Cinnamon Syrup", 10, false},
    {"Spiced Apple Cider", "Paper Cups", 1000, false},
    {"Spiced Apple Cider", "Cup Lids", 1000, false},
    {"Butter Croissant", "Croissants", 1000, false},
    {"Chocolate Croissant", "Croissants", 1000, false},
    {"Chocolate Croissant", "Chocolate Sauce", 10, false},
    {"Blueberry Muffin", "Muffins", 1000, false},
    {"Green Tea", "Green Tea Bags", 1000, false},
    {"Green Tea", "Paper Cups", 1000, false},
    {"Green Tea", "Cup Lids", 1000, false},
    {"Earl Grey", "Earl Grey Tea Bags", 1000, false},
    {"Earl Grey", "Paper Cups", 1000, false},
    {"Earl Grey", "Cup Lids", 1000, false},
    {"Chai Latte", "Whole Milk", 180, true},
    {"Chai Latte", "Sugar", 8, true},
    {"Chai Latte", "Paper Cups", 1000, false},
    {"Chai Latte", "Cup Lids", 1000, false},
};

// None is a default: a register that knows no options sells as before.
constexpr OptionGroupRow group_rows[] = {
    {"Milk", 1, "Whole Milk"},
    {"Coffee", 0, "Espresso Beans"},
    {"Syrup", 3, "Espresso Beans"},
    {"Sugar", 1, "Paper Cups"},
};

constexpr OptionRow option_rows[] = {
    {"Milk", "Oat milk", "0.60", 1, "Whole Milk", "Oat Milk", 1000},
    {"Milk", "Soy milk", "0.50", 1, "Whole Milk", "Soy Milk", 1000},
    {"Milk", "Almond milk", "0.70", 1, "Whole Milk", "Almond Milk", 1000},
    {"Coffee", "Extra shot", "0.80", 3, "", "Espresso Beans", 9},
    {"Coffee", "Decaf", "0", 1, "Espresso Beans", "Decaf Beans", 1000},
    {"Syrup", "Vanilla", "0.50", 3, "", "Vanilla Syrup", 10},
    {"Syrup", "Caramel", "0.50", 3, "", "Caramel Syrup", 10},
    {"Syrup", "Hazelnut", "0.50", 3, "", "Hazelnut Syrup", 10},
    {"Sugar", "Sugar", "0", 3, "", "Sugar", 5},
};

constexpr MenuRow combo_rows[] = {
    {"Breakfast", "Regular", "8.50", "Food", "A hot drink, something baked, and toast or a bagel"},
};

constexpr ComboChoiceRow choice_rows[] = {
    {"Breakfast", "Drink", "Caffe Latte", "Medium", "0"},
    {"Breakfast", "Drink", "Cappuccino", "Medium", "0"},
    {"Breakfast", "Drink", "Americano", "Medium", "-0.50"},
    {"Breakfast", "Drink", "Earl Grey", "Regular", "-0.50"},
    {"Breakfast", "Baked", "Butter Croissant", "Regular", "0"},
    {"Breakfast", "Baked", "Chocolate Croissant", "Regular", "0.40"},
    {"Breakfast", "Baked", "Blueberry Muffin", "Regular", "0"},
    {"Breakfast", "Toast", "Buttered Toast", "Regular", "0"},
    {"Breakfast", "Toast", "Bagel with Cream Cheese", "Regular", "1.00"},
};

constexpr std::string_view favourite_rows[] = {
    "Caffe Latte",         "Cappuccino",       "Americano",  "Espresso",
    "Flat White",          "Cortado",          "Macchiato",  "Mocha",
    "Iced Latte",          "Avocado Toast",    "Breakfast",  "Butter Croissant",
    "Chocolate Croissant", "Blueberry Muffin", "Cheesecake", "Banana Bread",
};

constexpr UserRow user_rows[] = {
    {"admin", "admin", "John", "Administrator", "admin@cafepos.com", "1234"},
    {"manager", "manager", "Sarah", "Manager", "manager@cafepos.com", "2345"},
    {"cashier", "cashier", "Mike", "Cashier", "cashier@cafepos.com", "3456"},
    {"trainee", "trainee", "Emma", "Trainee", "trainee@cafepos.com", "4567"},
};

}  // namespace

std::span<const MenuRow> test_menu() { return menu_rows; }
std::span<const StockRow> test_stock() { return stock_rows; }
std::span<const RecipeRow> recipes() { return recipe_rows; }
std::span<const OptionGroupRow> option_groups() { return group_rows; }
std::span<const OptionRow> options() { return option_rows; }
std::span<const std::string_view> test_favourites() { return favourite_rows; }
std::span<const MenuRow> test_combos() { return combo_rows; }
std::span<const ComboChoiceRow> combo_choices() { return choice_rows; }
std::span<const UserRow> test_users() { return user_rows; }

}  // namespace cafepos::seeds
